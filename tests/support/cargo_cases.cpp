#include "tests/support/cargo_cases.h"

#include <fstream>

#include "cargo/shell_line.h"
#include "tests/support/paths.h"

namespace doctor::test {
namespace {

std::string with_root(std::string text) {
  constexpr std::string_view kMark = "$ROOT";
  for (std::size_t i = text.find(kMark); i != std::string::npos; i = text.find(kMark, i)) {
    text.replace(i, kMark.size(), kCaseRoot);
  }
  return text;
}

}  // namespace

std::string corpora() {
  return source_dir() + "/../shared/cargo/";
}

std::vector<Json> read_cases(const std::string& path) {
  std::vector<Json> cases;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) cases.push_back(Json::parse(line));
  return cases;
}

std::map<std::string, std::string> files_of_case(const Json& entry) {
  std::map<std::string, std::string> content;
  for (const auto& [path, text] : entry["files"].items()) {
    content[std::string(kCaseRoot) + "/" + path] = with_root(text.get<std::string>());
  }
  content[request_of_case(entry).folder + "/.keep"] = "";
  return content;
}

cargo::Request request_of_case(const Json& entry) {
  cargo::Request request;
  request.folder = std::string(kCaseRoot) + "/" + entry["cwd"].get<std::string>();
  request.environment["HOME"] = std::string(kCaseRoot) + "/nohome";
  for (const auto& [name, value] : entry["env"].items()) {
    request.environment[name] = with_root(value.get<std::string>());
  }
  request.command = "cargo";
  for (const Json& word : entry["cmd"])
    request.command += " " + cargo::shell_quote(with_root(word.get<std::string>()));
  request.toolchain = "nightly";
  return request;
}

}  // namespace doctor::test
