#include "cargo/manifest_check.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/similar.h"
#include "base/text.h"

namespace doctor::cargo {
namespace {

using toml::Kind;

constexpr std::array<std::string_view, 4> kEditions = {"2015", "2018", "2021", "2024"};
constexpr std::array<std::string_view, 3> kResolvers = {"1", "2", "3"};

// Sections that need a package.
constexpr std::array<std::string_view, 11> kOfPackages = {"dependencies",
                                                          "dev-dependencies",
                                                          "build-dependencies",
                                                          "target",
                                                          "features",
                                                          "lib",
                                                          "bin",
                                                          "example",
                                                          "test",
                                                          "bench",
                                                          "badges"};

class Checker {
 public:
  Checker(const toml::Value& document, const std::string& path)
      : document_(document), path_(path) {}

  std::optional<Refusal> check() {
    check_features();
    const toml::Value* package = document_.find("package");
    if (package == nullptr) package = document_.find("project");
    const toml::Value* workspace = document_.find("workspace");
    if (package != nullptr) check_package(*package, workspace != nullptr);
    if (workspace != nullptr) check_workspace(*workspace);
    if (package == nullptr) check_virtual(workspace != nullptr);
    for (const std::string_view section : kOfPackages) check_dependencies(section);
    check_targets();
    return std::move(found_);
  }

 private:
  void refuse(const toml::Value& at, std::string message,
              ErrorClass error_class = ErrorClass::kOther) {
    if (!found_) found_ = Refusal{error_class, std::move(message), {path_, at.where.line}};
  }

  // G2: what opens the gate stands at the top and is spelled right.
  void check_features() {
    const toml::Value* features = document_.find("cargo-features");
    for (const toml::Member& section : document_.members) {
      const toml::Value* below = section.value.find("cargo-features");
      if (below == nullptr || section.value.kind != Kind::kTable) continue;
      refuse(*below, "`cargo-features` belongs to the top of the manifest, above [" + section.key +
                         "]; here it has no effect");
    }
    if (features == nullptr) return;
    if (features->kind != Kind::kArray) {
      refuse(*features, "`cargo-features` is " + std::string(toml::name_of(features->kind)) +
                            ", expected a list of strings");
    }
    std::set<std::string> seen;
    for (const toml::Value& feature : features->items) {
      const std::string near = closest(feature.text, {"codegen-backend", "profile-rustflags"});
      if (!seen.insert(feature.text).second) {
        refuse(feature, "the cargo feature `" + feature.text + "` is named twice");
      } else if (!near.empty() && near != feature.text) {
        refuse(feature, "unknown cargo feature `" + text::clip(feature.text, 60) +
                            "`; the closest is `" + near + "`");
      }
    }
  }

  void check_word(const toml::Value& table, std::string_view key,
                  const std::vector<std::string_view>& allowed) {
    const toml::Value* value = table.find(key);
    if (value == nullptr || value->kind == Kind::kTable) return;  // { workspace = true }
    if (std::find(allowed.begin(), allowed.end(), value->text) != allowed.end()) return;
    std::string list;
    for (const std::string_view word : allowed)
      list += (list.empty() ? "`" : ", `") + std::string(word) + "`";
    refuse(*value, "`" + std::string(key) + "` is `" + text::clip(value->text, 60) +
                       "`; cargo knows " + list);
  }

  void check_package(const toml::Value& package, bool has_workspace) {
    const toml::Value* name = package.find("name");
    if (name == nullptr) {
      refuse(package, "`package.name` is missing");
    } else if (name->kind != Kind::kString) {
      refuse(*name,
             "`package.name` is " + std::string(toml::name_of(name->kind)) + ", expected a string",
             ErrorClass::kType);
    } else {
      check_name(*name);
    }
    check_version(package.find("version"));
    check_word(package, "edition", {kEditions.begin(), kEditions.end()});
    check_word(package, "resolver", {kResolvers.begin(), kResolvers.end()});
    const toml::Value* pointer = package.find("workspace");
    if (pointer != nullptr && has_workspace) {
      refuse(*pointer,
             "the manifest has both `package.workspace` and [workspace]; only one of "
             "them is allowed");
    }
  }

  void check_name(const toml::Value& name) {
    const auto is_wrong = [](char c) {
      return !text::is_word(c) && c != '-' && static_cast<unsigned char>(c) < 0x80U;
    };
    const bool is_bad = name.text.empty() || text::is_digit(name.text[0]) ||
                        std::any_of(name.text.begin(), name.text.end(), is_wrong);
    if (!is_bad) return;
    refuse(name,
           "`" + text::clip(name.text, 60) +
               "` is no package name: letters, digits, `-` and `_` are allowed",
           name.text.empty() ? ErrorClass::kOther : ErrorClass::kBadSpec);
  }

  void check_version(const toml::Value* version) {
    if (version == nullptr || version->kind == Kind::kTable) return;
    const std::string_view text = text::trim(version->text);
    const auto parts = text::split(text.substr(0, text.find_first_of("-+")), '.');
    const bool is_good =
        parts.size() == 3 && std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
          return !part.empty() && std::all_of(part.begin(), part.end(), text::is_digit);
        });
    if (!is_good) {
      refuse(*version,
             "`package.version` is `" + text::clip(version->text, 60) +
                 "`, expected three numbers such as `0.1.0`",
             version->kind == Kind::kString ? ErrorClass::kOther : ErrorClass::kType);
    }
  }

  void check_workspace(const toml::Value& workspace) {
    check_word(workspace, "resolver", {kResolvers.begin(), kResolvers.end()});
    for (const std::string_view key : {"members", "default-members", "exclude"}) {
      const toml::Value* list = workspace.find(key);
      if (list != nullptr && list->kind != Kind::kArray) {
        refuse(*list, "`workspace." + std::string(key) + "` is " +
                          std::string(toml::name_of(list->kind)) + ", expected a list of strings");
      }
    }
  }

  void check_virtual(bool has_workspace) {
    for (const std::string_view section : kOfPackages) {
      const toml::Value* value = document_.find(section);
      if (value != nullptr && has_workspace) {
        refuse(*value, "a manifest without [package] may not have `" + std::string(section) + "`");
      }
    }
    if (!has_workspace) refuse(document_, "the manifest has neither [package] nor [workspace]");
  }

  void check_dependencies(std::string_view section) {
    const toml::Value* list = document_.find(section);
    if (list == nullptr || section.find("dependencies") == section.npos) return;
    for (const toml::Member& member : list->members) {
      if (member.value.kind == Kind::kString || member.value.kind == Kind::kTable) continue;
      refuse(member.value, "the dependency `" + text::clip(member.key, 60) + "` is " +
                               std::string(toml::name_of(member.value.kind)) +
                               ", expected a version or a table");
    }
  }

  void check_targets() {
    const toml::Value* targets = document_.find("target");
    if (targets == nullptr) return;
    for (const toml::Member& target : targets->members) {
      const std::string& key = target.key;
      const bool is_open =
          std::count(key.begin(), key.end(), '(') != std::count(key.begin(), key.end(), ')');
      if (key.starts_with("cfg(") && is_open) {
        refuse(target.value, "`" + text::clip(key, 80) +
                                 "` is no cfg expression: a parenthesis "
                                 "is not closed");
      }
    }
  }

  const toml::Value& document_;
  const std::string& path_;
  std::optional<Refusal> found_;
};

}  // namespace

std::optional<Refusal> check_manifest(const toml::Value& document, const std::string& path) {
  return Checker(document, path).check();
}

}  // namespace doctor::cargo
