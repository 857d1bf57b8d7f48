#include "tools/confined.h"

#include <array>
#include <filesystem>
#include <optional>

#include "tools/answer.h"

namespace doctor::tools {
namespace {

constexpr std::array<const char*, 2> kPathArguments{"path", "project_dir"};

std::optional<std::string> path_fault(const Files& files, const std::string& root,
                                      const Json& arguments) {
  for (const char* const name : kPathArguments) {
    if (!arguments.contains(name)) continue;
    const std::string code = "`" + std::string(name) + "`";
    if (root.empty()) {
      return code +
             " is not taken here: this server reads no files of its machine. Send the "
             "content itself, or have the server started with --allow-root DIR.";
    }
    const std::filesystem::path given(text_argument(arguments, name));
    const auto place = given.is_absolute() ? given : std::filesystem::path(root) / given;
    const Result<std::string> found = files.canonical(place.string());
    if (!found.ok()) {
      return code + " cannot be used: it " + found.problem().message + " (--allow-root).";
    }
  }
  return std::nullopt;
}

}  // namespace

mcp::Toolbox confined(mcp::Toolbox tools, const Files& files, const std::string& root) {
  mcp::Toolbox listed;
  for (mcp::Tool& tool : tools) {
    if (!tool.listed) continue;
    tool.run = [&files, root, run = std::move(tool.run)](const Json& arguments,
                                                         const mcp::ToolContext& context) {
      if (const auto fault_sentence = path_fault(files, root, arguments)) {
        return fault(*fault_sentence);
      }
      return run(arguments, context);
    };
    listed.push_back(std::move(tool));
  }
  return listed;
}

}  // namespace doctor::tools
