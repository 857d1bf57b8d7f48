// Typed reading of one TOML table that remembers what it was asked for: whatever is left over is an
// unknown key.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "knowledge/arena.h"
#include "knowledge/entry.h"
#include "toml/document.h"

namespace doctor::knowledge {

// Every getter returns an empty value and notes a Problem where the key is missing (if required) or
// of another type. Call finish() at the end.
class TableReader {
 public:
  enum class Need { kOptional, kRequired };

  TableReader(const toml::Value& table, Arena& arena, std::vector<Problem>& problems)
      : table_(table), arena_(arena), problems_(problems) {}

  Text text(std::string_view key, Need need = Need::kOptional);
  // One word of a closed set; another one is a Problem that names the closest.
  Text word(std::string_view key, std::span<const std::string_view> allowed,
            Need need = Need::kOptional);
  Texts texts(std::string_view key, Need need = Need::kOptional);
  int number(std::string_view key, int lowest, int highest, int otherwise);
  // Calls `each` for every table of an array of tables.
  void tables(std::string_view key, const std::function<void(const toml::Value&)>& each);
  // The members of a table whose values are texts.
  std::vector<Capture> pairs(std::string_view key);

  // Notes a Problem for every key that no getter asked for.
  void finish();

  void fault(const Location& where, std::string message) {
    problems_.push_back({std::move(message), where});
  }
  Location place(std::string_view key) const;
  Arena& arena() { return arena_; }

 private:
  const toml::Value* take(std::string_view key, toml::Kind kind, Need need);

  const toml::Value& table_;
  Arena& arena_;
  std::vector<Problem>& problems_;
  std::vector<std::string_view> asked_;
};

}  // namespace doctor::knowledge
