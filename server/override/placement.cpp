#include "override/placement.h"

#include <algorithm>

#include "base/text.h"
#include "toml/layout.h"
#include "toml/spell.h"

namespace doctor::override {
namespace {

using toml::Entry;
using toml::Section;
using toml::Span;

constexpr std::string_view kSpaces = " \t";

// Where the wanted key, or a table above it, is written: below a header or inside an inline table.
struct Body {
  const std::vector<Entry>* entries = nullptr;
  std::size_t depth = 0;  // parts of the path that lead to this table
  Span opening;           // the header; of an inline table, its brace
  bool is_inline = false;
};

// One setting in one document.
class Editor {
 public:
  Editor(std::string_view document, const Setting& setting, std::size_t existing_depth)
      : document_(document), setting_(setting), existing_depth_(existing_depth) {}

  Replacement replacement() const {
    const std::vector<Section> sections = toml::layout(document_);
    const std::vector<Body> bodies = bodies_on_path(sections);
    for (const Body& body : bodies) {
      for (const Entry& entry : *body.entries) {
        if (body.depth + entry.key.size() == path().size() && follows_path(entry.key, body.depth)) {
          return new_value(entry.value);
        }
      }
    }
    const std::size_t missing = path().size() - existing_depth_;
    for (const Body& body : bodies) {
      // T5: two levels that are missing get a header, but no header can reach into braces (T4).
      if (!body.is_inline && missing > 1) continue;
      const Entry* last = last_entry_of_parent(body);
      if (last == nullptr && body.depth != existing_depth_) continue;
      return body.is_inline ? inside_braces(body, last) : own_line(body, last);
    }
    return new_table();
  }

 private:
  const std::vector<std::string>& path() const { return setting_.path; }

  // Whether `key`, seen from `depth`, runs along the path and does not leave it or pass its end.
  bool follows_path(const toml::Key& key, std::size_t depth) const {
    return key.size() <= path().size() - depth &&
           std::equal(key.begin(), key.end(), path().begin() + static_cast<std::ptrdiff_t>(depth));
  }

  // All places where something of the path may stand, the deepest first.
  std::vector<Body> bodies_on_path(const std::vector<Section>& sections) const {
    std::vector<Body> bodies;
    for (const Section& section : sections) {
      if (section.is_array_item || section.header.size() >= path().size()) continue;
      if (!follows_path(section.header, 0)) continue;
      bodies.push_back({&section.entries, section.header.size(), section.header_span, false});
      for (const Entry* table = inline_table_in(bodies.back()); table != nullptr;
           table = inline_table_in(bodies.back())) {
        bodies.push_back({&table->entries,
                          bodies.back().depth + table->key.size(),
                          {table->value.begin, table->value.begin + 1},
                          true});
      }
    }
    std::stable_sort(bodies.begin(), bodies.end(),
                     [](const Body& a, const Body& b) { return a.depth > b.depth; });
    return bodies;
  }

  const Entry* inline_table_in(const Body& body) const {
    for (const Entry& entry : *body.entries) {
      if (entry.is_inline_table && follows_path(entry.key, body.depth)) return &entry;
    }
    return nullptr;
  }

  // The last entry of the body that belongs to the deepest table of the path that exists: any where
  // the body is that table, else those with a dotted key through it.
  const Entry* last_entry_of_parent(const Body& body) const {
    const Entry* last = nullptr;
    const auto begin = path().begin() + static_cast<std::ptrdiff_t>(body.depth);
    const auto end = path().begin() + static_cast<std::ptrdiff_t>(existing_depth_);
    if (body.depth > existing_depth_) return nullptr;
    for (const Entry& entry : *body.entries) {
      const bool is_long_enough = entry.key.size() > existing_depth_ - body.depth;
      if (is_long_enough && std::equal(begin, end, entry.key.begin())) last = &entry;
    }
    return last;
  }

  // `key = value` as written at a place that is `depth` parts down the path.
  std::string assignment(std::size_t depth) const {
    return toml::spell_key({path().begin() + static_cast<std::ptrdiff_t>(depth), path().end()}) +
           " = " + spell_value({});
  }

  // T1: the quotes of the old token are kept, but for those of several lines.
  std::string spell_value(std::string_view old) const {
    if (const bool* flag = std::get_if<bool>(&setting_.value)) return *flag ? "true" : "false";
    const auto& content = std::get<std::string>(setting_.value);
    const auto is_plain = [](char c) {
      return static_cast<unsigned char>(c) >= 0x20 && c != 0x7F && c != '\'';
    };
    const bool is_literal = old.starts_with("'") && !old.starts_with("'''") &&
                            std::all_of(content.begin(), content.end(), is_plain);
    return is_literal ? "'" + content + "'" : toml::spell_string(content);
  }

  Replacement replaced(Span span, std::string inserted) const {
    return {span.begin, std::string(document_.substr(span.begin, span.end - span.begin)),
            std::move(inserted)};
  }

  static Replacement added(std::size_t offset, std::string inserted) {
    return {offset, {}, std::move(inserted)};
  }

  Replacement new_value(Span token) const {
    return replaced(token, spell_value(document_.substr(token.begin, token.end - token.begin)));
  }

  // T4. Right behind the last value, so that a trailing comma and comments keep their places.
  Replacement inside_braces(const Body& body, const Entry* last) const {
    if (last != nullptr) return added(last->value.end, ", " + assignment(body.depth));
    const std::size_t offset = body.opening.end;
    const bool is_closed_at_once = document_[offset] == '}';
    return added(offset, " " + assignment(body.depth) + (is_closed_at_once ? " " : ""));
  }

  // T2, T3: a line below the last entry, indented like it; in an empty table below the header.
  Replacement own_line(const Body& body, const Entry* last) const {
    const std::string line = (last != nullptr ? indentation(*last) : "") + assignment(body.depth);
    if (last == nullptr && body.opening.begin == body.opening.end) {  // above all headers
      return added(body.opening.end, line + line_break_at(0));
    }
    const std::size_t above = last != nullptr ? last->value.end : body.opening.end;
    const std::size_t line_break = document_.find('\n', above);
    if (line_break != std::string_view::npos) {
      return added(line_break + 1, line + line_break_at(above));
    }
    const std::string new_line = line_break_at(above);
    return added(document_.size(), new_line + line + (last != nullptr ? "" : new_line));
  }

  // T5: at the end of the file below one blank line; a key without a header would land in the table
  // that happens to be the last.
  Replacement new_table() const {
    const toml::Key parent(path().begin(), path().end() - 1);
    const std::string new_line = line_break_at(document_.size());
    std::string out;
    const bool has_bom = document_.starts_with("\xEF\xBB\xBF");
    const std::string_view text = document_.substr(has_bom ? 3 : 0);
    if (!text.empty()) {
      if (!text.ends_with('\n')) out += new_line;
      if (!ends_with_blank_line(text)) out += new_line;
    }
    out += "[" + toml::spell_key(parent) + "]" + new_line + assignment(parent.size()) + new_line;
    return added(document_.size(), std::move(out));
  }

  static bool ends_with_blank_line(std::string_view text) {
    if (text.ends_with('\n')) text.remove_suffix(1);
    const std::size_t start = text.rfind('\n') + 1;  // npos + 1 is 0
    return text::trim(text.substr(start)).empty();
  }

  // What stands before the entry on its line; the BOM is not part of it (T7).
  std::string indentation(const Entry& entry) const {
    const std::size_t begin = entry.key_span.begin;
    const std::size_t other =
        begin == 0 ? std::string_view::npos : document_.find_last_not_of(kSpaces, begin - 1);
    const std::size_t start = other == std::string_view::npos ? 0 : other + 1;
    return std::string(document_.substr(start, begin - start));
  }

  // T2: the line break of the line that holds `offset`, or of the one before it.
  std::string line_break_at(std::size_t offset) const {
    std::size_t at = document_.find('\n', offset);
    if (at == std::string_view::npos) at = document_.rfind('\n');
    return at != std::string_view::npos && at > 0 && document_[at - 1] == '\r' ? "\r\n" : "\n";
  }

  std::string_view document_;
  const Setting& setting_;
  std::size_t existing_depth_;
};

}  // namespace

Replacement place(std::string_view document, const Setting& setting, std::size_t existing_depth) {
  return Editor(document, setting, existing_depth).replacement();
}

}  // namespace doctor::override
