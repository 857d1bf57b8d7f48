// The command line of rust-nix-doctor-http.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "http/http_server.h"

namespace doctor::http {

struct Settings {
  Options options;         // without the token
  std::string token_file;  // empty: no token is asked for (--no-auth)
  std::string allow_root;  // empty: no file is read for a client
  bool shows_help = false;
  bool shows_version = false;
};

// Reads the arguments; `environment` tells where the token lies by default. A Problem names the
// option, and what is allowed.
Result<Settings> read_settings(const std::vector<std::string>& arguments,
                               const std::map<std::string, std::string>& environment);

// What --help prints.
std::string_view usage();

// Whether other machines can connect.
bool is_public(const Settings& settings);

}  // namespace doctor::http
