// server/package.nix and flake.nix, against a nixpkgs that has the few names they use.
#include <gtest/gtest.h>

#include "json/json.h"
#include "tests/support/paths.h"
#include "tests/support/run_command.h"

namespace doctor::test {
namespace {

class NixPackage : public testing::Test {
 protected:
  void SetUp() override {
    if (run_command({"nix-instantiate", "--version"}, folder_.path()).status != 0) {
      GTEST_SKIP() << "needs nix-instantiate (Debian: nix-bin)";
    }
  }

  // nix-instantiate with a store of its own.
  Outcome instantiate(std::vector<std::string> words) {
    words.insert(words.begin(), "nix-instantiate");
    return run_command(
        words, source_dir(),
        {"NIX_STORE_DIR=" + folder_.path() + "/store", "NIX_STATE_DIR=" + folder_.path() + "/state",
         "NIX_LOG_DIR=" + folder_.path() + "/log", "HOME=" + folder_.path()});
  }

  Json evaluated(const std::string& expression) {
    const Outcome outcome = instantiate({"--eval", "--strict", "--json", "-E", expression});
    EXPECT_EQ(outcome.status, 0) << outcome.output;
    const auto value = json::parse(outcome.output.substr(outcome.output.find_first_of("{[\"")));
    return value.ok() ? value.value() : Json();
  }

  TemporaryFolder folder_;
};

const std::string kStub = "(import ./tests/nix/stubs/package_set.nix)";

TEST_F(NixPackage, Instantiates) {
  for (const char* with_tests : {"false", "true"}) {
    const Outcome outcome = instantiate({"server/package.nix", "--arg", "pkgs",
                                         kStub + ".nixpkgs.legacyPackages.x86_64-linux", "--arg",
                                         "withTests", with_tests});
    EXPECT_EQ(outcome.status, 0) << outcome.output;
    EXPECT_NE(outcome.output.find(std::string("-rust-nix-doctor-") + DOCTOR_VERSION + ".drv"),
              std::string::npos)
        << outcome.output;
  }
}

TEST_F(NixPackage, FlakeHasEverySystem) {
  const Json flake = evaluated(
      "builtins.mapAttrs (_: builtins.mapAttrs (_: builtins.mapAttrs (_: v: v.drvPath or "
      "v.program))) (" +
      kStub + ".flake ./flake.nix)");
  for (const char* system : {"x86_64-linux", "aarch64-linux", "x86_64-darwin", "aarch64-darwin"}) {
    SCOPED_TRACE(system);
    ASSERT_TRUE(flake.at("packages").contains(system));
    EXPECT_TRUE(flake.at("packages").at(system).contains("default"));
    EXPECT_TRUE(flake.at("devShells").at(system).contains("default"));
    EXPECT_TRUE(flake.at("checks").at(system).contains("package"));
    EXPECT_TRUE(flake.at("checks").at(system).contains("tests"));
    const std::string program = flake.at("apps").at(system).at("default");
    EXPECT_TRUE(program.ends_with("/bin/rust-nix-doctor")) << program;
  }
}

}  // namespace
}  // namespace doctor::test
