#include "http/settings.h"

#include <algorithm>
#include <array>
#include <functional>
#include <optional>

#include "base/similar.h"
#include "base/text.h"
#include "http/address.h"

namespace doctor::http {
namespace {

using Fault = std::optional<std::string>;  // what is allowed; nothing where the value fits

constexpr int kDefaultPort = 8931;

Fault set_listen(Settings& settings, const std::string& value) {
  const std::optional<Authority> address = parse_authority(value);
  if (!address || !address->port) return "HOST:PORT, e.g. 127.0.0.1:8931 or [::1]:8931";
  settings.options.host = address->host;
  settings.options.port = *address->port;
  return std::nullopt;
}

Fault add_host(Settings& settings, const std::string& value) {
  const std::optional<Authority> host = parse_authority(value);
  if (!host || host->port) return "the name of a host without a port, e.g. doctor.example";
  settings.options.admission.hosts.push_back(host->host);
  return std::nullopt;
}

Fault add_origin(Settings& settings, const std::string& value) {
  if (!parse_origin(value)) return "scheme and host, e.g. https://tools.example";
  settings.options.admission.origins.push_back(text::lower(value));
  return std::nullopt;
}

Fault set_token_file(Settings& settings, const std::string& value) {
  settings.token_file = value;
  return value.empty() ? Fault("a file") : std::nullopt;
}

Fault set_root(Settings& settings, const std::string& value) {
  settings.allow_root = value;
  return value.starts_with('/') ? std::nullopt : Fault("an absolute folder");
}

Fault set_replica(Settings& settings, const std::string& value) {
  settings.options.replica = value;
  const bool fits =
      !value.empty() && value.size() <= 32 &&
      std::all_of(value.begin(), value.end(), [](char c) { return text::is_word(c) && c != '_'; });
  return fits ? std::nullopt : Fault("1 to 32 letters and digits");
}

struct Option {
  std::string_view name;
  Fault (*set)(Settings& settings, const std::string& value);
};
constexpr std::array<Option, 6> kOptions{{{"--listen", set_listen},
                                          {"--allow-host", add_host},
                                          {"--allow-origin", add_origin},
                                          {"--token-file", set_token_file},
                                          {"--allow-root", set_root},
                                          {"--replica", set_replica}}};

struct Flag {
  std::string_view name;
  void (*set)(Settings& settings);
};
constexpr std::array<Flag, 3> kFlags{
    {{"--no-auth", [](Settings& settings) { settings.token_file.clear(); }},
     {"--help", [](Settings& settings) { settings.shows_help = true; }},
     {"--version", [](Settings& settings) { settings.shows_version = true; }}}};

// XDG Base Directory Specification: what is kept between runs and belongs to one machine.
std::string default_token_file(const std::map<std::string, std::string>& environment) {
  const auto value = [&](const char* name) {
    const auto found = environment.find(name);
    return found == environment.end() ? std::string() : found->second;
  };
  std::string state = value("XDG_STATE_HOME");
  const std::string home = value("HOME");
  if (state.empty() && !home.empty()) state = home + "/.local/state";
  return state.empty() ? "" : state + "/rust-nix-doctor/token";
}

Problem unknown(const std::string& argument) {
  std::vector<std::string_view> names;
  for (const Option& option : kOptions) names.push_back(option.name);
  for (const Flag& flag : kFlags) names.push_back(flag.name);
  std::string sentence = "There is no option " + argument;
  const std::string near = closest(argument, names);
  return {sentence + (near.empty() ? "; see --help" : "; did you mean " + near + "?"), {}};
}

}  // namespace

Result<Settings> read_settings(const std::vector<std::string>& arguments,
                               const std::map<std::string, std::string>& environment) {
  Settings settings;
  settings.options.port = kDefaultPort;
  settings.token_file = default_token_file(environment);
  bool asks_for_token = true;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& argument = arguments[i];
    const auto* const flag = std::find_if(kFlags.begin(), kFlags.end(),
                                          [&](const Flag& f) { return f.name == argument; });
    if (flag != kFlags.end()) {
      flag->set(settings);
      asks_for_token = asks_for_token && flag->name != "--no-auth";
      continue;
    }
    const auto* const option = std::find_if(kOptions.begin(), kOptions.end(),
                                            [&](const Option& o) { return o.name == argument; });
    if (option == kOptions.end()) return unknown(argument);
    if (i + 1 == arguments.size()) return Problem{argument + " needs a value; see --help", {}};
    if (const Fault allowed = option->set(settings, arguments[++i])) {
      return Problem{argument + " " + arguments[i] + ": it takes " + *allowed, {}};
    }
  }
  if (!asks_for_token) {
    settings.token_file.clear();
  } else if (settings.token_file.empty()) {
    return Problem{"HOME is not set, so there is no place for the token: give --token-file FILE",
                   {}};
  }
  return settings;
}

bool is_public(const Settings& settings) {
  return !is_loopback(settings.options.host);
}

std::string_view usage() {
  return "Usage: rust-nix-doctor-http [OPTION]...\n"
         "Serves the tools of rust-nix-doctor over MCP's Streamable HTTP at http://HOST:PORT/mcp.\n"
         "\n"
         "  --listen HOST:PORT   address to listen on (127.0.0.1:8931; port 0: any that is free)\n"
         "  --allow-host NAME    also serve requests for this Host; may be repeated\n"
         "  --allow-origin URL   also serve pages of this Origin; may be repeated\n"
         "  --token-file FILE    the bearer token; made where it is missing\n"
         "                       ($XDG_STATE_HOME/rust-nix-doctor/token)\n"
         "  --no-auth            ask for no token\n"
         "  --allow-root DIR     let clients name files and projects below this folder\n"
         "  --replica NAME       begin session ids with NAME, for a proxy in front of several\n"
         "  --version, --help\n";
}

}  // namespace doctor::http
