#include "override/diff.h"

#include <algorithm>

#include "override/line_edits.h"

namespace doctor::override {
namespace {

constexpr std::size_t kContext = 3;  // unchanged lines around a change

// A name as git and GNU patch read it: quoted like a C string where a byte could end it, and with a
// tab behind it where a space could.
std::string file_name(const std::string& name) {
  const auto is_special = [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F || c == '"' || c == '\\';
  };
  if (std::none_of(name.begin(), name.end(), is_special)) {
    return name.find(' ') == std::string::npos ? name : name + "\t";
  }
  std::string out = "\"";
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += {'\\', c};
    } else if (is_special(c)) {
      const auto digit = [byte](unsigned shift) {
        return static_cast<char>('0' + ((byte >> shift) & 7U));
      };
      out += {'\\', digit(6), digit(3), digit(0)};
    } else {
      out += c;
    }
  }
  return out + "\"";
}

// "7,3"; of no lines the number is that of the line before them.
std::string range(std::size_t lines_before, std::size_t count) {
  return std::to_string(count == 0 ? lines_before : lines_before + 1) + "," + std::to_string(count);
}

std::string hunk(const std::vector<LineEdit>& edits, std::size_t begin, std::size_t end) {
  const auto count = [&edits](std::size_t from, std::size_t to, char without) {
    return static_cast<std::size_t>(
        std::count_if(edits.begin() + static_cast<std::ptrdiff_t>(from),
                      edits.begin() + static_cast<std::ptrdiff_t>(to),
                      [without](const LineEdit& edit) { return edit.mark != without; }));
  };
  std::string out = "@@ -" + range(count(0, begin, '+'), count(begin, end, '+')) + " +" +
                    range(count(0, begin, '-'), count(begin, end, '-')) + " @@\n";
  for (std::size_t i = begin; i < end; ++i) {
    out += edits[i].mark;
    out += edits[i].line;
    if (!edits[i].line.ends_with('\n')) out += "\n\\ No newline at end of file\n";
  }
  return out;
}

}  // namespace

std::string unified_diff(const std::string& path, std::optional<std::string_view> before,
                         std::string_view after) {
  const std::vector<LineEdit> edits = line_edits(before.value_or(std::string_view()), after);
  std::string hunks;
  std::size_t done = 0;
  const auto next_change = [&edits](std::size_t from) {
    while (from < edits.size() && edits[from].mark == ' ') ++from;
    return from;
  };
  for (std::size_t first = next_change(0); first < edits.size(); first = next_change(done)) {
    std::size_t last = first;
    for (std::size_t next = next_change(last + 1);
         next < edits.size() && next - last - 1 <= 2 * kContext; next = next_change(last + 1)) {
      last = next;
    }
    done = std::min(last + 1 + kContext, edits.size());
    hunks += hunk(edits, first - std::min(first, kContext), done);
  }
  if (hunks.empty()) return {};
  return "--- " + (before ? file_name("a/" + path) : "/dev/null") + "\n+++ " +
         file_name("b/" + path) + "\n" + hunks;
}

std::string creation_patch(const std::string& path, const std::string& content) {
  return unified_diff(path, std::nullopt, content);
}

}  // namespace doctor::override
