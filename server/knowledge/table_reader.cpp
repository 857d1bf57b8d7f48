#include "knowledge/table_reader.h"

#include <algorithm>

#include "base/similar.h"
#include "base/text.h"

namespace doctor::knowledge {
namespace {

std::string one_of(std::span<const std::string_view> allowed) {
  std::vector<std::string> words(allowed.begin(), allowed.end());
  return text::join(words, ", ");
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> allowed) {
  const std::string near = closest(word, {allowed.begin(), allowed.end()});
  return near.empty() ? "" : "; did you mean `" + near + "`?";
}

}  // namespace

const toml::Value* TableReader::take(std::string_view key, toml::Kind kind, Need need) {
  asked_.push_back(key);
  const toml::Value* value = table_.find(key);
  if (value == nullptr) {
    if (need == Need::kRequired)
      fault(table_.where, "the key `" + std::string(key) + "` is missing");
    return nullptr;
  }
  if (value->kind != kind) {
    fault(value->where, "`" + std::string(key) + "` must be " + std::string(toml::name_of(kind)) +
                            ", not " + std::string(toml::name_of(value->kind)));
    return nullptr;
  }
  return value;
}

Location TableReader::place(std::string_view key) const {
  const toml::Value* value = table_.find(key);
  return value == nullptr ? table_.where : value->where;
}

Text TableReader::text(std::string_view key, Need need) {
  const toml::Value* value = take(key, toml::Kind::kString, need);
  if (value == nullptr) return {};
  if (text::trim(value->text).empty()) fault(value->where, "`" + std::string(key) + "` is empty");
  return arena_.keep(value->text);
}

Text TableReader::word(std::string_view key, std::span<const std::string_view> allowed, Need need) {
  const Text word = text(key, need);
  if (!word.empty() && std::find(allowed.begin(), allowed.end(), word) == allowed.end()) {
    fault(place(key), "`" + std::string(key) + "` is `" + std::string(word) +
                          "`; allowed: " + one_of(allowed) + did_you_mean(word, allowed));
  }
  return word;
}

Texts TableReader::texts(std::string_view key, Need need) {
  const toml::Value* value = take(key, toml::Kind::kArray, need);
  if (value == nullptr) return {};
  std::vector<Text> kept;
  for (const toml::Value& item : value->items) {
    if (item.kind != toml::Kind::kString || text::trim(item.text).empty()) {
      fault(item.where, "`" + std::string(key) + "` holds something that is no text");
    } else {
      kept.push_back(arena_.keep(item.text));
    }
  }
  return arena_.keep(std::move(kept));
}

int TableReader::number(std::string_view key, int lowest, int highest, int otherwise) {
  const toml::Value* value = take(key, toml::Kind::kInteger, Need::kOptional);
  if (value == nullptr) return otherwise;
  if (value->integer < lowest || value->integer > highest) {
    fault(value->where, "`" + std::string(key) + "` must lie between " + std::to_string(lowest) +
                            " and " + std::to_string(highest));
    return otherwise;
  }
  return static_cast<int>(value->integer);
}

void TableReader::tables(std::string_view key,
                         const std::function<void(const toml::Value&)>& each) {
  const toml::Value* value = take(key, toml::Kind::kArray, Need::kOptional);
  if (value == nullptr) return;
  for (const toml::Value& item : value->items) {
    if (item.kind == toml::Kind::kTable) {
      each(item);
    } else {
      fault(item.where, "`" + std::string(key) + "` holds something that is no table");
    }
  }
}

std::vector<Capture> TableReader::pairs(std::string_view key) {
  std::vector<Capture> kept;
  const toml::Value* value = take(key, toml::Kind::kTable, Need::kOptional);
  if (value == nullptr) return kept;
  for (const toml::Member& member : value->members) {
    if (member.value.kind != toml::Kind::kString) {
      fault(member.value.where, "`" + member.key + "` must be a text");
    } else {
      kept.push_back({arena_.keep(member.key), arena_.keep(member.value.text)});
    }
  }
  return kept;
}

void TableReader::finish() {
  for (const toml::Member& member : table_.members) {
    if (std::find(asked_.begin(), asked_.end(), member.key) != asked_.end()) continue;
    fault(member.where,
          "the key `" + member.key + "` is not known here" + did_you_mean(member.key, asked_));
  }
}

}  // namespace doctor::knowledge
