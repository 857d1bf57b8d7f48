// Hundreds of generated projects with the answers of the real cargo: the value, the file and line
// it comes from, or the kind of error, for every unit. The corpora lie beside the repository;
// further files of the same shape are named in DOCTOR_CARGO_CASES and DOCTOR_CARGO_FLAGS (separated
// by ":").
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <set>

#include "base/text.h"
#include "cargo/resolve.h"
#include "tests/support/cargo_cases.h"
#include "tests/support/paths.h"

namespace doctor::test {
namespace {

using cargo::Decision;
using cargo::PackageBackend;
using cargo::Resolution;
using Values = std::set<std::string>;

const std::string kRoot = kCaseRoot;

Resolution resolve(const Json& entry) {
  return cargo::resolve(MemoryFiles(files_of_case(entry)), request_of_case(entry));
}

Values expected_values(const Json& value) {
  Values out;
  for (const Json& one : value.is_array() ? value : Json::array({value})) {
    out.insert(one.is_null() ? "(unset)" : one.get<std::string>());
  }
  return out;
}

std::string shown(const Values& values) {
  std::string out;
  for (const std::string& value : values) out += (out.empty() ? "" : " | ") + value;
  return out;
}

std::string value_of(const Decision& decision) {
  return decision.backend.value.value_or("(unset)");
}

std::string origin_of(const Decision& decision) {
  if (!decision.backend.value) return "(unset)";
  const std::string origin = decision.backend.origin.str();
  return origin.starts_with(kRoot + "/") ? origin.substr(kRoot.size() + 1) : origin;
}

// Which of a package's two sides the unit "lib:build" stands for.
struct Sides {
  bool is_target = false;
  bool is_host = false;
  bool may_be_host = false;  // as well
};

Sides sides_of(const cargo::Package& package, const std::string& unit, const std::string& command) {
  const std::size_t colon = unit.find(':');
  const std::string kind = unit.substr(0, colon);
  const std::string mode = unit.substr(colon + 1);
  if (kind == "custom-build") return {false, true};
  const bool is_checked = command == "check" || command == "doc";
  if (kind == "proc-macro" && mode == "build") {
    // As a dependency it stands below somebody; as a root it is a unit of its own (U3).
    const bool is_test = command == "test" || command == "bench";
    return {package.is_root && !is_checked && !is_test,
            package.is_for_host || (package.is_root && is_test)};
  }
  if (kind == "lib" && mode == "build") {
    return {package.is_for_target && !is_checked, package.is_for_host};
  }
  // What is below a proc-macro that is itself only checked or documented stands on the host's side
  // in that mode; where the package is needed on both sides, the case decides which units exist.
  if (mode != "check" && mode != "doc") return {true, false};
  if (kind == "proc-macro") return {package.is_root, !package.is_root};
  const bool is_shared = kind == "lib" && package.is_for_target && package.is_for_host;
  return {package.is_for_target, !package.is_for_target, is_shared};
}

// Every difference between the answer and the case, one a line.
std::vector<std::string> differences(const Json& entry) {
  const Json& expected = entry["expected"];
  const Resolution got = resolve(entry);
  const std::string error = got.error ? std::string(name_of(got.error->error_class)) : "ok";
  const std::string wanted_error = expected.value("error_class", "ok");
  if (error != wanted_error) {
    return {"error " + wanted_error + ", but got " + error + ": " +
            (got.error ? got.error->message : "")};
  }
  std::vector<std::string> out;
  if (wanted_error != "ok") {
    const bool needs_place = wanted_error != "other";  // those of the command line have none
    if (needs_place && got.error->origin.name.empty())
      out.push_back("the error has no place: " + got.error->message);
    return out;
  }
  std::set<std::string> built;
  for (const PackageBackend& package : got.packages) {
    const std::string name = package.package.id.str();
    if (package.package.is_for_target || package.package.is_for_host) built.insert(name);
    if (!expected["packages"].contains(name)) continue;
    for (const auto& [unit, value] : expected["packages"][name].items()) {
      Values values;
      Values origins;
      const Sides sides = sides_of(package.package, unit, got.arguments.subcommand);
      const bool is_run = unit.ends_with("run-custom-build");  // U4
      if (is_run) values.insert("(unset)");
      if (is_run) origins.insert("(unset)");
      if (sides.is_target && !is_run) values.insert(value_of(package.target));
      if (sides.is_target && !is_run) origins.insert(origin_of(package.target));
      const Values wanted = expected_values(value);
      const Values wanted_origins = expected_values(expected["origins"][name][unit]);
      const bool is_host = sides.is_host || (sides.may_be_host && origins != wanted_origins);
      if (is_host && !is_run) values.insert(value_of(package.host));
      if (is_host && !is_run) origins.insert(origin_of(package.host));
      if (values != wanted) {
        out.push_back(name + " " + unit + ": " + shown(wanted) + ", but got " + shown(values));
      }
      if (origins != wanted_origins) {
        out.push_back(name + " " + unit + " from " + shown(wanted_origins) + ", but got " +
                      shown(origins));
      }
    }
  }
  std::set<std::string> wanted;
  for (const auto& [name, units] : expected["packages"].items()) wanted.insert(name);
  if (built != wanted) out.push_back("packages " + shown(wanted) + ", but got " + shown(built));
  return out;
}

void check_corpus(const std::string& path, std::size_t least) {
  if (!std::filesystem::exists(path)) GTEST_SKIP() << path << " is not here";
  const std::vector<Json> cases = read_cases(path);
  EXPECT_GE(cases.size(), least);
  for (const Json& entry : cases) {
    for (const std::string& difference : differences(entry)) {
      ADD_FAILURE() << entry["id"].get<std::string>() << " (cargo " << entry["cmd"].dump()
                    << "): " << difference;
    }
  }
}

TEST(CargoCorpus, ProfilesAreAsInTheRealCargo) {
  check_corpus(corpora() + "cases.jsonl", 300);
}

// Written by hand for what the generator does not make, answered by the real cargo all the same.
TEST(CargoCorpus, HandmadeCasesToo) {
  check_corpus(source_dir() + "/tests/cargo/data/handmade.jsonl", 225);
}

TEST(CargoCorpus, MoreCasesToo) {
  const char* more = std::getenv("DOCTOR_CARGO_CASES");
  if (more == nullptr) return;  // given by hand only
  for (const std::string_view path : text::split(more, ':')) check_corpus(std::string(path), 1);
}

// The other oracle reads rustc's command lines: keys are "lib(app):build".
std::vector<std::string> flag_differences(const Json& entry) {
  const Json& expected = entry["expected"];
  const Resolution got = resolve(entry);
  const std::string error = got.error ? std::string(name_of(got.error->error_class)) : "ok";
  const std::string wanted_error = expected.value("error_class", "ok");
  if (error != wanted_error) {
    return {"error " + wanted_error + ", but got " + error + ": " +
            (got.error ? got.error->message : "")};
  }
  std::vector<std::string> out;
  if (wanted_error != "ok") return out;
  for (const auto& [name, units] : expected["packages"].items()) {
    const auto found =
        std::find_if(got.packages.begin(), got.packages.end(),
                     [&, &id = name](const PackageBackend& p) { return p.package.id.str() == id; });
    if (found == got.packages.end()) {
      out.push_back(name + " is missing");
      continue;
    }
    for (const auto& [unit, value] : units.items()) {
      const bool is_host = unit.starts_with("custom-build") || found->package.is_for_host;
      const Decision& decision = is_host ? found->host : found->target;
      const Values wanted = expected_values(value);
      const Values wanted_origins = expected_values(expected["origins"][name][unit]);
      if (Values{value_of(decision)} != wanted || Values{origin_of(decision)} != wanted_origins) {
        out.push_back(name + " " + unit + ": " + shown(wanted) + " from " + shown(wanted_origins) +
                      ", but got " + value_of(decision) + " from " + origin_of(decision));
      }
    }
  }
  return out;
}

void check_flags(const std::string& path, std::size_t least) {
  if (!std::filesystem::exists(path)) GTEST_SKIP() << path << " is not here";
  const std::vector<Json> cases = read_cases(path);
  EXPECT_GE(cases.size(), least);
  for (const Json& entry : cases) {
    for (const std::string& difference : flag_differences(entry)) {
      ADD_FAILURE() << entry["id"].get<std::string>() << ": " << difference;
    }
  }
}

TEST(CargoCorpus, FlagsAreAsInTheRealCargo) {
  check_flags(corpora() + "flags_cases.jsonl", 120);
}

TEST(CargoCorpus, MoreFlagsToo) {
  const char* more = std::getenv("DOCTOR_CARGO_FLAGS");
  if (more == nullptr) return;  // given by hand only
  for (const std::string_view path : text::split(more, ':')) check_flags(std::string(path), 1);
}

}  // namespace
}  // namespace doctor::test
