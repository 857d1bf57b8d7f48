// Which configuration files cargo reads, and which it passes over.
#pragma once

#include <string>
#include <vector>

#include "base/files.h"
#include "cargo/problems.h"

namespace doctor::cargo {

// Where cargo keeps its own things (C4): CARGO_HOME, else ~/.cargo; empty where HOME is unset too.
std::string cargo_home(const Environment& environment, const std::string& folder);

// Which file of a `.cargo` folder counts (C3, C9): the old-style `config` or `config.toml`; empty
// where there is none. Surprises are noted.
std::string active_config_file(const Files& files, const std::string& folder, Findings& findings);

// The files that count, nearest first (C1-C6, C9). `folder` is the physical directory cargo starts
// in. A `config` beside a `config.toml` wins and is noted.
std::vector<std::string> discover(const Files& files, const std::string& folder,
                                  const std::string& home, Findings& findings);

}  // namespace doctor::cargo
