#include "toml/document.h"

#include <algorithm>

#include "base/text.h"
#include "toml/plusplus.h"
#include "toml/scan.h"

namespace doctor::toml {
namespace {

// Turns toml++'s nodes into our values. Nodes are never copied: a copy has lost its place.
class Reader {
 public:
  Reader(std::string_view document, const std::string& file)
      : lines_(text::split(document, '\n')), file_(file) {}

  Value read(const ::toml::node& node) const {
    Value value;
    value.where = place(node.source().begin);
    if (const auto* table = node.as_table()) {
      value.kind = Kind::kTable;
      for (const auto& [key, child] : *table) {
        value.members.push_back({std::string(key.str()), place(key.source().begin), read(child)});
      }
      // toml++ sorts by key; people and messages go by the document.
      std::stable_sort(value.members.begin(), value.members.end(),
                       [](const Member& a, const Member& b) {
                         return std::pair(a.where.line, a.where.column) <
                                std::pair(b.where.line, b.where.column);
                       });
    } else if (const auto* array = node.as_array()) {
      value.kind = Kind::kArray;
      for (const ::toml::node& item : *array) value.items.push_back(read(item));
    } else if (const auto* string = node.as_string()) {
      value.kind = Kind::kString;
      value.text = string->get();
    } else if (const auto* integer = node.as_integer()) {
      value.kind = Kind::kInteger;
      value.integer = integer->get();
    } else if (const auto* boolean = node.as_boolean()) {
      value.kind = Kind::kBoolean;
      value.boolean = boolean->get();
    } else {
      value.kind = node.is_floating_point() ? Kind::kFloat : Kind::kDateTime;
    }
    return value;
  }

  // toml++ counts columns in code points; ours are bytes.
  Location place(const ::toml::source_position& position) const {
    Location where{file_, static_cast<int>(position.line), 0};
    if (position.line == 0 || position.line > lines_.size()) return where;
    std::string_view line = lines_[position.line - 1];
    if (position.line == 1 && line.starts_with("\xEF\xBB\xBF"))
      line.remove_prefix(3);  // the mark is in front of column 1
    std::size_t byte = 0;
    for (auto left = static_cast<int>(position.column) - 1; left > 0 && byte < line.size();
         --left) {
      ++byte;
      while (byte < line.size() && (static_cast<unsigned char>(line[byte]) & 0xC0U) == 0x80U)
        ++byte;
    }
    where.column = static_cast<int>(byte) + 1;
    return where;
  }

 private:
  std::vector<std::string_view> lines_;
  const std::string& file_;
};

}  // namespace

const Value* Value::find(std::string_view key) const {
  for (const Member& member : members) {
    if (member.key == key) return &member.value;
  }
  return nullptr;
}

std::string Value::text_at(std::string_view key) const {
  const Value* value = find(key);
  return value == nullptr ? std::string() : value->text;
}

std::string_view name_of(Kind kind) {
  switch (kind) {
    case Kind::kString:
      return "a string";
    case Kind::kInteger:
      return "an integer";
    case Kind::kFloat:
      return "a float";
    case Kind::kBoolean:
      return "a boolean";
    case Kind::kDateTime:
      return "a date or time";
    case Kind::kArray:
      return "an array";
    case Kind::kTable:
      return "a table";
  }
  return "a value";
}

Result<Value> parse(std::string_view document, const std::string& file) {
  if (const std::size_t bad = text::first_bad_utf8(document); bad != std::string_view::npos) {
    const auto line =
        std::count(document.begin(), document.begin() + static_cast<std::ptrdiff_t>(bad), '\n');
    return Problem{"is not valid UTF-8", {file, static_cast<int>(line) + 1}};
  }
  if (auto problem = scan(document, file)) return *std::move(problem);
  const ::toml::parse_result parsed = ::toml::parse(document);
  const Reader reader(document, file);
  if (!parsed) {
    return Problem{std::string(parsed.error().description()),
                   reader.place(parsed.error().source().begin)};
  }
  return reader.read(parsed.table());
}

}  // namespace doctor::toml
