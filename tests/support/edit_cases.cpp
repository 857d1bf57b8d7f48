#include "tests/support/edit_cases.h"

#include <gtest/gtest.h>

#include "base/files.h"
#include "json/json.h"
#include "tests/support/paths.h"

namespace doctor::test {

std::optional<std::vector<EditCase>> read_edit_cases(const std::string& file) {
  const Result<std::string> content = RealFiles().read(file, 4U << 20U);
  if (!content.ok()) return std::nullopt;
  const Result<Json> parsed = json::parse(content.value());
  EXPECT_TRUE(parsed.ok()) << file;
  std::vector<EditCase> cases;
  if (!parsed.ok()) return cases;
  for (const Json& item : parsed.value()) {
    EditCase one;
    one.name = item.at("name").get<std::string>();
    one.setting.path = item.at("path").get<std::vector<std::string>>();
    const Json& value = item.at("value");
    if (value.is_boolean()) {
      one.setting.value = value.get<bool>();
    } else {
      one.setting.value = value.get<std::string>();
    }
    one.input = item.at("input").get<std::string>();
    if (item.at("output").is_string()) one.output = item.at("output").get<std::string>();
    one.is_manifest = item.value("manifest", false);
    cases.push_back(std::move(one));
  }
  return cases;
}

std::vector<EditCase> own_edit_cases() {
  const auto cases = read_edit_cases(source_dir() + "/tests/override/edit_cases.json");
  EXPECT_TRUE(cases.has_value());
  return cases.value_or(std::vector<EditCase>());
}

std::optional<std::vector<EditCase>> shared_edit_cases() {
  return read_edit_cases(source_dir() + "/../shared/cargo/edit_cases.json");
}

}  // namespace doctor::test
