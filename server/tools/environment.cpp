#include "tools/environment.h"

#include <cstddef>
#include <string_view>

extern char** environ;  // NOLINT(readability-redundant-declaration): only glibc declares it

namespace doctor::tools {

Environment read_environment() {
  Environment variables;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view pair(*entry);
    const std::size_t equals = pair.find('=');
    if (equals != std::string_view::npos)
      variables.emplace(pair.substr(0, equals), pair.substr(equals + 1));
  }
  return variables;
}

}  // namespace doctor::tools
