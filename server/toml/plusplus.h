// How toml++ is configured, in one place: all translation units that include it must agree. Cargo
// reads TOML 1.1, hence the unreleased features; the implementation is compiled here, because
// prebuilt libraries lack them.
#pragma once

#define TOML_ENABLE_UNRELEASED_FEATURES 1
#define TOML_HEADER_ONLY 0
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>
