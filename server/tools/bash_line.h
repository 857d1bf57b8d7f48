// A command line as an agent gives it to a shell: whether it builds something, and where its output
// went. Pure functions.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace doctor::tools {

// What running a line can lead to. Later values win where a line has several commands.
enum class Activity {
  kQuiet,  // looks at things: grep, cat, git
  kOther,  // may be anything: a script, a program of the project
  kBuild,  // calls cargo, rustc, nix, make and the like, also behind a wrapper
};

struct BashLine {
  Activity activity = Activity::kQuiet;
  bool is_filtered = false;  // the output passes through another program that may shorten it
  std::string kept_in;       // the file, as written, that takes the build's whole output; may be ""
};

// Understands quoting, assignments, `nix develop -c …`, `bash -c "…"`, `docker run … sh -c "…"` and
// any wrapper in front of a known program.
BashLine read_bash_line(std::string_view line);

// A word with `~`, `$NAME`, `${NAME}` and `${NAME:-other}` replaced.
std::string expand_variables(std::string_view word,
                             const std::function<std::string(const std::string& name)>& value);

}  // namespace doctor::tools
