// A TOML 1.1 document as plain values with their places. The only folder that knows the parser
// behind it (toml++).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/location.h"
#include "base/result.h"

namespace doctor::toml {

enum class Kind { kString, kInteger, kFloat, kBoolean, kDateTime, kArray, kTable };

struct Member;

// One value. Only the field of its kind is filled; a float or a date keeps no content, because
// nothing here reads one.
struct Value {
  Kind kind = Kind::kTable;
  Location where;
  std::string text;             // kString
  std::int64_t integer = 0;     // kInteger
  bool boolean = false;         // kBoolean
  std::vector<Value> items;     // kArray
  std::vector<Member> members;  // kTable, in the order of the document

  // The member's value, or null. Valid while this value is not changed.
  const Value* find(std::string_view key) const;
  // The member's string; empty where there is none.
  std::string text_at(std::string_view key) const;
};

struct Member {
  std::string key;
  Location where;  // of the key
  Value value;
};

// "string", "table"…, with its article, for messages.
std::string_view name_of(Kind kind);

// Parses a whole document. Locations carry `file`. The Problem has the place of the first error;
// text with more than 64 dots in a key is refused (a deeper one overflows the parser's stack), as
// are bare keys that TOML does not allow.
Result<Value> parse(std::string_view document, const std::string& file);

}  // namespace doctor::toml
