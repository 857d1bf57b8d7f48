#include "classify/prefix.h"

#include <algorithm>

#include "base/text.h"

namespace doctor::classify {
namespace {

using View = std::string_view;

// Length of a prefix at the start of a line, 0 where it is not there. A source it names is put into
// `stream`.
using Prefix = std::size_t (*)(View line, std::string& stream);

// Length of the run of characters of `set` at `from`.
std::size_t run(View line, std::size_t from, View set) {
  return std::min(line.find_first_not_of(set, from), line.size()) - std::min(from, line.size());
}

constexpr View kDigits = "0123456789";

// "07:53:12", "07:53:12.345", with an optional zone.
std::size_t clock_length(View line, std::size_t from) {
  for (const std::size_t colon : {from + 2, from + 5}) {
    if (colon >= line.size() || line[colon] != ':' || run(line, colon - 2, kDigits) < 2) return 0;
  }
  if (run(line, from + 6, kDigits) != 2) return 0;
  std::size_t end = from + 8;
  if (end < line.size() && (line[end] == '.' || line[end] == ','))
    end += 1 + run(line, end + 1, kDigits);
  if (end < line.size() && line[end] == 'Z') return end + 1 - from;
  if (end + 5 < line.size() && (line[end] == '+' || line[end] == '-'))
    end += 1 + run(line, end + 1, "0123456789:");
  return end - from;
}

// "2026-05-20T07:53:12.3456789Z " (GitHub, GitLab, Kubernetes), "[2026-05-20 07:53:12] ",
// "[07:53:12] ", "07:53:12 ".
std::size_t timestamp(View line, std::string&) {
  const bool bracket = line.starts_with('[');
  std::size_t i = bracket ? 1 : 0;
  if (run(line, i, kDigits) == 4 && i + 10 < line.size() && line[i + 4] == '-' &&
      line[i + 7] == '-' && (line[i + 10] == 'T' || line[i + 10] == ' ')) {
    i += 11;
  }
  const std::size_t clock = clock_length(line, i);
  if (clock == 0) return 0;
  i += clock;
  if (bracket) {
    if (i >= line.size() || line[i] != ']') return 0;
    ++i;
  }
  if (i < line.size() && line[i] != ' ') return 0;
  return std::min(i + 1, line.size());
}

// GitLab puts a stream marker behind its time stamp: "00O ", "01E+".
std::size_t gitlab_stream(View line, std::string&) {
  const bool is_marker = line.size() >= 4 && run(line, 0, kDigits) == 2 &&
                         (line[2] == 'O' || line[2] == 'E') && (line[3] == ' ' || line[3] == '+');
  return is_marker ? 4 : 0;
}

// "job\tstep\t" of `gh run view --log`; the time stamp follows.
std::size_t github_cli(View line, std::string&) {
  const std::size_t first = line.find('\t');
  if (first == View::npos || first == 0 || first > 200) return 0;
  const std::size_t second = line.find('\t', first + 1);
  if (second == View::npos || second - first > 200) return 0;
  std::string unused;
  const View rest = line.substr(second + 1);
  const View stamped = rest.starts_with("\xEF\xBB\xBF") ? rest.substr(3) : rest;
  return timestamp(stamped, unused) > 0 ? second + 1 + (rest.size() - stamped.size()) : 0;
}

// "#12 34.56 " of docker build.
std::size_t docker_build(View line, std::string& stream) {
  if (!line.starts_with('#')) return 0;
  const std::size_t step = run(line, 1, kDigits);
  std::size_t i = 1 + step;
  if (step == 0 || i >= line.size() || line[i] != ' ') return 0;
  const std::size_t seconds = run(line, i + 1, kDigits);
  if (seconds == 0 || i + 1 + seconds >= line.size() || line[i + 1 + seconds] != '.') return 0;
  i += 2 + seconds;
  i += run(line, i, kDigits);
  if (i < line.size() && line[i] != ' ') return 0;
  stream = line.substr(0, 1 + step);
  return std::min(i + 1, line.size());
}

// "34.567 " where docker build repeats the last lines of a step that failed.
std::size_t docker_summary(View line, std::string&) {
  const std::size_t seconds = run(line, 0, kDigits);
  if (seconds == 0 || seconds > 5 || seconds >= line.size() || line[seconds] != '.') return 0;
  const std::size_t decimals = run(line, seconds + 1, kDigits);
  const std::size_t end = seconds + 1 + decimals;
  if (decimals < 2 || decimals > 3 || (end < line.size() && line[end] != ' ')) return 0;
  return std::min(end + 1, line.size());
}

// "app-1", "app_1": a container's number tells it from the first column of a table.
bool is_container(View name) {
  const std::size_t digits =
      name.size() - std::min(name.find_last_not_of(kDigits) + 1, name.size());
  return digits > 0 && digits < name.size() &&
         (name[name.size() - digits - 1] == '-' || name[name.size() - digits - 1] == '_');
}

// "name> " of `nix build -L`, "name-1  | " of docker compose.
std::size_t named_source(View line, std::string& stream) {
  constexpr View kNameCharacters =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.+?=";
  const std::size_t name = run(line, 0, kNameCharacters);
  const View letters =
      "abcdefghijklmnopqrstuvwxyz";  // "LL | " and "... | " are rustc's own snippets
  if (name < 2 || name > 120 || line.substr(0, name).find_first_of(letters) == View::npos) return 0;
  if (line.substr(name, 2) == "> " || line.substr(name) == ">") {
    stream = line.substr(0, name);
    return std::min(name + 2, line.size());
  }
  const std::size_t blanks = run(line, name, " ");
  if (blanks > 0 && line.substr(name + blanks, 2) == "| " && is_container(line.substr(0, name))) {
    stream = line.substr(0, name);
    return name + blanks + 2;
  }
  return 0;
}

// "> " of a quoted log and of Nix's "last 10 log lines", with the indentation in front.
std::size_t quote(View line, std::string&) {
  const std::size_t blanks = run(line, 0, " ");
  if (line.substr(blanks, 2) == "> ") return blanks + 2;
  return line.substr(blanks) == ">" ? blanks + 1 : 0;
}

// The frame that nix-output-monitor draws.
std::size_t frame(View line, std::string&) {
  constexpr View kBar = "\xE2\x94\x83";
  if (!line.starts_with(kBar)) return 0;
  return kBar.size() + (line.substr(kBar.size()).starts_with(' ') ? 1 : 0);
}

// "May 20 07:53:12 host nix-daemon[123]: " of the journal.
std::size_t journal(View line, std::string& stream) {
  constexpr View kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto is_month = [&](View month) { return line.starts_with(month); };
  if (line.size() < 16 || line[3] != ' ' ||
      std::none_of(std::begin(kMonths), std::end(kMonths), is_month))
    return 0;
  if (clock_length(line, 7) != 8) return 0;
  const std::size_t process = line.find("]: ", 16);
  if (process > 120) return 0;  // also where there is none
  stream = line.substr(16, process - 15);
  return process + 3;
}

// "[CI/build]   | " of act, "  +target | " of Earthly, "[0] " of concurrently, "[INFO] [stdout] "
// of crater.
std::size_t task_runner(View line, std::string& stream) {
  for (const View name : {View("[INFO] [stdout] "), View("[INFO] [stderr] ")}) {
    if (line.starts_with(name)) return name.size();
  }
  const bool is_bracket = line.starts_with('[');
  const std::size_t begin = is_bracket ? 0 : run(line, 0, " ");
  const std::size_t end = is_bracket ? line.find(']') + 1 : line.find(' ', begin);
  if (end < begin + 2 || end > begin + 120 || end >= line.size()) return 0;
  const View name = line.substr(begin, end - begin);
  if (is_bracket && run(line, 1, kDigits) + 2 == end && line[end] == ' ') {
    stream = name;
    return end + 1;
  }
  if (!is_bracket && name.find('+') == View::npos) return 0;
  const std::size_t blanks = run(line, end, " ");
  if (blanks == 0 || line.substr(end + blanks, 2) != "| ") return 0;
  stream = name;
  return end + blanks + 2;
}

// Line numbers of tools that show files: "    12\t" of cat -n, "12:" of grep -n, and an arrow.
std::size_t line_number(View line, std::string&) {
  constexpr View kArrow = "\xE2\x86\x92";
  const std::size_t blanks = run(line, 0, " ");
  const std::size_t digits = run(line, blanks, kDigits);
  if (digits == 0) return 0;
  const View rest = line.substr(blanks + digits);
  if (rest.starts_with('\t')) return blanks + digits + 1;
  if (rest.starts_with(kArrow)) return blanks + digits + kArrow.size();
  for (const View message : {View(":error"), View(":warning"), View(":thread '")}) {
    if (rest.starts_with(message)) return blanks + digits + 1;
  }
  return 0;
}

// "##[error]error: " of GitHub and Azure.
std::size_t annotation(View line, std::string&) {
  constexpr View kError = "##[error]";
  return line.starts_with("##[error]error") ? kError.size() : 0;
}

constexpr Prefix kPrefixes[] = {github_cli,     timestamp,   gitlab_stream, docker_build,
                                docker_summary, journal,     frame,         named_source,
                                quote,          task_runner, line_number,   annotation};

}  // namespace

void strip_prefixes(View& line, std::string& stream) {
  constexpr int kMostPrefixes =
      6;  // a time stamp before a container step before a derivation is already three
  for (int i = 0; i < kMostPrefixes; ++i) {
    std::size_t length = 0;
    for (const Prefix prefix : kPrefixes) {
      length = prefix(line, stream);
      if (length > 0) break;
    }
    if (length == 0) return;
    line.remove_prefix(length);
  }
}

}  // namespace doctor::classify
