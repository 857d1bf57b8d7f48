#include "classify/normalize.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "classify/prefix.h"
#include "json/pointer.h"

namespace doctor::classify {
namespace {

struct Quote {
  std::string_view typographic;
  char plain;
};

constexpr std::array<Quote, 6> kQuotes = {{{"\xE2\x80\x98", '\''},
                                           {"\xE2\x80\x99", '\''},
                                           {"\xE2\x80\x9C", '"'},
                                           {"\xE2\x80\x9D", '"'},
                                           {"\xC2\xB4", '\''},
                                           {"\xE2\x80\xB2", '\''}}};

void replace_quotes(std::string& text) {
  for (const Quote& quote : kQuotes) {
    std::size_t at = 0;
    while ((at = text.find(quote.typographic, at)) != std::string::npos) {
      text.replace(at, quote.typographic.size(), 1, quote.plain);
      ++at;
    }
  }
}

// The length of "src/lib.rs:5:10" where the line is a message of `--message-format=short`, else 0.
std::size_t place_length(std::string_view text) {
  const std::size_t extension = text.find(".rs:");
  if (extension == std::string_view::npos || text.find(' ') < extension) return 0;
  std::size_t at = extension + 3;
  for (int number = 0; number < 2; ++number) {
    const std::size_t digits = ++at;  // behind the colon
    while (at < text.size() && text::is_digit(text[at])) ++at;
    if (at == digits || at >= text.size() || text[at] != ':') return 0;
  }
  const std::string_view rest = text.substr(at);
  const bool is_message = rest.starts_with(": error: ") || rest.starts_with(": error[") ||
                          rest.starts_with(": warning: ") || rest.starts_with(": warning[");
  return is_message ? at : 0;
}

void add_plain(std::string_view text, const Line& shape, std::vector<Line>& out) {
  Line line = shape;
  std::string clean =
      text.find('\x1b') == std::string_view::npos ? std::string(text) : text::strip_escapes(text);
  std::erase(clean, '\0');
  std::string_view rest = clean;
  strip_prefixes(rest, line.stream);
  while (!rest.empty() && (rest.back() == ' ' || rest.back() == '\t')) rest.remove_suffix(1);
  line.text = text::is_utf8(rest) ? std::string(rest) : text::repair_utf8(rest);
  replace_quotes(line.text);
  if (line.text.starts_with("--> ")) line.text.insert(0, 1, ' ');  // a collector trimmed the line
  const std::size_t place = place_length(line.text);
  if (place == 0) {
    out.push_back(std::move(line));
    return;
  }
  Line span = line;
  span.text = " --> " + line.text.substr(0, place);
  line.text.erase(0, place + 2);
  out.push_back(std::move(line));
  out.push_back(std::move(span));
}

// "registry+https://…#name@1.2.3", "path+file:///…/dir#1.2.3", "name 1.2.3 (registry+…)": the name.
std::string package_of(const std::string& id) {
  const std::size_t hash = id.find('#');
  if (hash == std::string::npos) return id.substr(0, id.find(' '));
  const std::string spec = id.substr(hash + 1);
  const std::size_t at = spec.find('@');
  if (at != std::string::npos) return spec.substr(0, at);
  const std::string path = id.substr(0, std::min(hash, id.find('?')));  // a branch may hold slashes
  return path.substr(path.rfind('/') + 1);
}

// What a JSON line of cargo, rustc, libtest or Nix holds as text. False where it is no JSON.
bool add_json(std::string_view document, const Line& shape, std::vector<Line>& out) {
  const auto found = json::strings_at(
      document, {"/message/rendered", "/rendered", "/stdout", "/msg", "/fields/0", "/package_id"});
  Line line = shape;
  if (found[5]) line.package = package_of(*found[5]);
  for (std::size_t i = 0; i < 5; ++i) {
    if (!found[i]) continue;
    for (const std::string_view part : text::lines(*found[i])) add_plain(part, line, out);
    return true;
  }
  return json::is_json(document);
}

bool looks_like_json(std::string_view text) {
  return text.starts_with("{\"") && text.ends_with('}');
}

}  // namespace

void normalize(std::string_view raw, int number, std::vector<Line>& out) {
  constexpr std::string_view kNixJson = "@nix ";
  Line shape;
  shape.number = number;
  for (std::string_view piece : text::split(raw, '\r')) {
    if (piece.empty() && !raw.empty())
      continue;  // CRLF, or a progress bar that starts with a return
    std::string plain;
    if (piece.find('\x1b') != std::string_view::npos) {
      plain = text::strip_escapes(piece);
      piece = plain;
    }
    std::string_view content = piece;
    std::string stream;
    if (content.find("{\"") != std::string_view::npos) strip_prefixes(content, stream);
    if (content.starts_with(kNixJson)) content.remove_prefix(kNixJson.size());
    content = text::trim(content);
    Line inner = shape;
    inner.stream = stream;
    const bool is_json = looks_like_json(content) && add_json(content, inner, out);
    if (!is_json) add_plain(piece, shape, out);
  }
}

}  // namespace doctor::classify
