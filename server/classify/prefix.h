// What CI systems, containers and Nix put in front of each line.
#pragma once

#include <string>
#include <string_view>

namespace doctor::classify {

// Takes every known prefix off the front of `line`. A prefix that names a source (`name> `,
// `#12 3.4 `) is put into `stream`.
void strip_prefixes(std::string_view& line, std::string& stream);

}  // namespace doctor::classify
