// What the output of a command tells about itself, whatever failed. Pure functions.
#pragma once

#include <string>
#include <string_view>

namespace doctor::tools {

// A failing command's output without the line "Exit code N" that Claude Code puts in front.
std::string_view without_exit_code(std::string_view output);

// How many characters Claude Code took out of the middle; 0 where nothing was cut. Measured with
// 2.1.330: a failing command's output is first cut behind 30,000 characters, then to 10,000 with a
// mark of this kind in the middle.
long cut_characters(std::string_view output);

// The output of some build tool that failed, or of a program that broke in a way that depends on
// how it was built. A quick look: it may say yes too often.
bool shows_failure(std::string_view output);

// The sums of all "test result:" lines.
struct TestCount {
  int summaries = 0;  // such lines
  long run = 0;       // passed, failed, ignored or measured
  long filtered = 0;
};
TestCount count_tests(std::string_view output);

}  // namespace doctor::tools
