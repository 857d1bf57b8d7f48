#include "tools/bash_output.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace doctor::tools {
namespace {

// Parts of the lines with which builds and freshly built programs fail.
constexpr std::string_view kFailures[] = {
    "could not compile",
    "error: builder for ",
    "Cannot build '/nix/store",
    "cranelift",
    "panicked at ",
    "failed to initiate panic",
    "Could not start dynamically linked executable",
    "cannot run dynamically linked executable",
    "error while loading shared libraries",
    "error: failed to parse manifest",
    "error: linking with ",
};

// The number in front of position `end`; 0 where there is none.
long number_before(std::string_view text, std::size_t end) {
  std::size_t start = end;
  while (start > 0 && text::is_digit(text[start - 1])) --start;
  long number = 0;
  std::from_chars(text.data() + start, text.data() + end, number);
  return number;
}

}  // namespace

std::string_view without_exit_code(std::string_view output) {
  if (!output.starts_with("Exit code ")) return output;
  const std::size_t line_end = output.find('\n');
  return line_end == std::string_view::npos ? std::string_view() : output.substr(line_end + 1);
}

long cut_characters(std::string_view output) {
  const std::size_t mark = output.find(" characters truncated] ...");
  return mark == std::string_view::npos ? 0 : number_before(output, mark);
}

bool shows_failure(std::string_view output) {
  return std::any_of(std::begin(kFailures), std::end(kFailures), [&](std::string_view part) {
    return output.find(part) != std::string_view::npos;
  });
}

TestCount count_tests(std::string_view output) {
  TestCount count;
  for (std::string_view line : text::lines(output)) {
    line = text::trim(line);
    if (!line.starts_with("test result: ")) continue;
    count.summaries += 1;
    for (const std::string_view word : {" passed", " failed", " ignored", " measured"}) {
      if (const std::size_t at = line.find(word); at != std::string_view::npos)
        count.run += number_before(line, at);
    }
    if (const std::size_t at = line.find(" filtered out"); at != std::string_view::npos)
      count.filtered += number_before(line, at);
  }
  return count;
}

}  // namespace doctor::tools
