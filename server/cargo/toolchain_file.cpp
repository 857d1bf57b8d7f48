#include "cargo/toolchain_file.h"

#include "base/text.h"
#include "toml/document.h"

namespace doctor::cargo {
namespace {

std::vector<std::string> texts_of(const toml::Value& table, std::string_view key) {
  std::vector<std::string> out;
  if (const toml::Value* list = table.find(key)) {
    for (const toml::Value& item : list->items) {
      if (!item.text.empty()) out.push_back(item.text);
    }
  }
  return out;
}

}  // namespace

Result<ToolchainFile> read_toolchain_file(std::string_view text, const std::string& file) {
  const std::string_view bare = text::trim(text.substr(0, text.find_last_not_of("\r\n \t") + 1));
  if (bare.find_first_of("\n=[") == std::string_view::npos) {
    if (bare.empty()) return Problem{"is empty; it must name a toolchain", {file}};
    return ToolchainFile{text::repair_utf8(bare), {file, 1}, "", "", {}, {}};
  }
  auto document = toml::parse(text, file);
  if (!document.ok()) return document.problem();
  const toml::Value* table = document.value().find("toolchain");
  if (table == nullptr) return Problem{"has no [toolchain] table", {file}};
  const toml::Value* name = table->find("channel");
  if (name == nullptr) name = table->find("path");
  if (name == nullptr || name->text.empty()) {
    return Problem{"names no toolchain: [toolchain] needs `channel`", {file, table->where.line}};
  }
  ToolchainFile out;
  out.channel = table->text_at("channel");
  out.where = {file, name->where.line};
  out.path = table->text_at("path");
  out.profile = table->text_at("profile");
  out.components = texts_of(*table, "components");
  out.targets = texts_of(*table, "targets");
  return out;
}

}  // namespace doctor::cargo
