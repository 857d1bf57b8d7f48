#include "http/settings.h"

#include <gtest/gtest.h>

namespace doctor::http {
namespace {

using Environment = std::map<std::string, std::string>;

Settings read(const std::vector<std::string>& arguments,
              const Environment& environment = {{"HOME", "/home/u"}}) {
  const Result<Settings> settings = read_settings(arguments, environment);
  if (!settings.ok()) ADD_FAILURE() << settings.problem().str();
  return settings.ok() ? settings.value() : Settings();
}

std::string problem(const std::vector<std::string>& arguments,
                    const Environment& environment = {{"HOME", "/home/u"}}) {
  const Result<Settings> settings = read_settings(arguments, environment);
  return settings.ok() ? "" : settings.problem().str();
}

TEST(Settings, Defaults) {
  const Settings settings = read({});
  EXPECT_EQ(settings.options.host, "127.0.0.1");
  EXPECT_EQ(settings.options.port, 8931);
  EXPECT_EQ(settings.token_file, "/home/u/.local/state/rust-nix-doctor/token");
  EXPECT_TRUE(settings.allow_root.empty());
  EXPECT_FALSE(is_public(settings));
}

TEST(Settings, Options) {
  const Settings settings =
      read({"--listen", "[::1]:80", "--allow-host", "A.example", "--allow-host", "b.example",
            "--allow-origin", "https://A.example:8443", "--allow-root", "/srv", "--replica", "a1"});
  EXPECT_EQ(settings.options.host, "::1");
  EXPECT_EQ(settings.options.port, 80);
  EXPECT_EQ(settings.options.admission.hosts, (std::vector<std::string>{"a.example", "b.example"}));
  EXPECT_EQ(settings.options.admission.origins, std::vector<std::string>{"https://a.example:8443"});
  EXPECT_EQ(settings.allow_root, "/srv");
  EXPECT_EQ(settings.options.replica, "a1");
  EXPECT_TRUE(is_public(read({"--listen", "0.0.0.0:80"})));
  EXPECT_TRUE(is_public(read({"--listen", "[::]:80"})));
  EXPECT_FALSE(is_public(read({"--listen", "localhost:80"})));
}

TEST(Settings, TokenFile) {
  EXPECT_EQ(read({}, {{"HOME", "/h"}, {"XDG_STATE_HOME", "/s"}}).token_file,
            "/s/rust-nix-doctor/token");
  EXPECT_EQ(read({"--token-file", "t"}, {}).token_file, "t");
  EXPECT_EQ(read({"--no-auth"}, {}).token_file, "");
  EXPECT_EQ(read({"--no-auth", "--token-file", "t"}).token_file, "") << "in any order";
  EXPECT_EQ(problem({}, {}),
            "HOME is not set, so there is no place for the token: give --token-file FILE");
}

TEST(Settings, Problems) {
  EXPECT_EQ(problem({"--lisen", "x"}), "There is no option --lisen; did you mean --listen?");
  EXPECT_EQ(problem({"serve"}), "There is no option serve; see --help");
  EXPECT_EQ(problem({"--listen"}), "--listen needs a value; see --help");
  EXPECT_EQ(problem({"--listen", "8931"}),
            "--listen 8931: it takes HOST:PORT, e.g. 127.0.0.1:8931 or [::1]:8931");
  EXPECT_EQ(problem({"--allow-host", "*"}),
            "--allow-host *: it takes the name of a host without a port, e.g. doctor.example");
  EXPECT_EQ(problem({"--allow-origin", "*"}),
            "--allow-origin *: it takes scheme and host, e.g. https://tools.example");
  EXPECT_EQ(problem({"--allow-root", "here"}), "--allow-root here: it takes an absolute folder");
  EXPECT_EQ(problem({"--replica", "a-b"}), "--replica a-b: it takes 1 to 32 letters and digits");
}

}  // namespace
}  // namespace doctor::http
