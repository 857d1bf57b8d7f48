// The one translation unit that holds toml++ itself.
#define TOML_IMPLEMENTATION
#include "toml/plusplus.h"
