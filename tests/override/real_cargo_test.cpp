// What is planned, tried on the programs it is meant for: git applies the patches, and cargo says
// which backend each unit would be compiled with. Cargo compiles nothing here, so no backend has to
// be installed; it needs a nightly, without which these tests are skipped.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <set>

#include "base/files.h"
#include "cargo/command.h"
#include "json/json.h"
#include "override/plan.h"
#include "tests/support/knowledge.h"
#include "tests/support/run_command.h"

namespace doctor::override {
namespace {

using test::Outcome;
using test::TemporaryFolder;

Outcome run(const std::string& command, const TemporaryFolder& folder) {
  return test::run_command({"sh", "-c", command}, folder.path());
}

// app uses dep, a proc-macro and a build script that uses helper; everything by Cranelift.
void write_workspace(const TemporaryFolder& folder) {
  const auto package = [&](const std::string& name, const std::string& more) {
    const std::string version = name == "dep" ? "1.2.3" : "0.1.0";
    folder.write(name + "/Cargo.toml", "[package]\nname = \"" + name + "\"\nversion = \"" +
                                           version + "\"\nedition = \"2021\"\n" + more);
    folder.write(name + "/src/lib.rs", "");
  };
  package("dep", "");
  package("helper", "");
  package("mac", "[lib]\nproc-macro = true\n");
  package("app",
          "build = \"build.rs\"\n[dependencies]\ndep = { path = \"../dep\" }\nmac = { path = "
          "\"../mac\" }\n[build-dependencies]\nhelper = { path = \"../helper\" }\n");
  folder.write("app/build.rs", "fn main() {}\n");
  folder.write("app/src/main.rs", "fn main() {}\n");
  folder.write("Cargo.toml",
               "[workspace]\nmembers = [\"app\"]\nexclude = [\"dep\", \"mac\", \"helper\"]\n"
               "resolver = \"2\"\n[profile.ci]\ninherits = \"dev\"\n");
  folder.write(".cargo/config.toml",
               "[unstable]\ncodegen-backend = true\n[profile.dev]\ncodegen-backend = "
               "\"cranelift\"\n[profile.release]\ncodegen-backend = \"cranelift\"\n");
}

// "name" or "name (host)" for build scripts and proc-macros, with the backend of each.
using Backends = std::map<std::string, std::string>;

class RealCargo : public testing::Test {
 protected:
  void SetUp() override {
    if (run("cargo +nightly --version", folder_).status != 0) {
      GTEST_SKIP() << "there is no `cargo +nightly`";
    }
    write_workspace(folder_);
  }

  // Asks for the units of a command line. Nothing is compiled, and no lock file is left behind.
  Backends units_of(const std::string& command) {
    const Outcome ran = run(
        "env -u RUSTFLAGS -u CARGO_ENCODED_RUSTFLAGS -u RUSTUP_TOOLCHAIN "
        "CARGO_RESOLVER_LOCKFILE_PATH=\"$PWD/lock/Cargo.lock\" CARGO_NET_OFFLINE=true " +
            command + " --unit-graph -Zunstable-options 2>errors; s=$?; cat errors >&2; exit $s",
        folder_);
    const std::size_t start = ran.output.find("{\"version\"");
    const std::size_t end = ran.output.find('\n', start);
    EXPECT_EQ(ran.status, 0) << command << "\n" << ran.output;
    if (ran.status != 0 || start == std::string::npos) return {};
    const Json graph = json::parse(ran.output.substr(start, end - start)).value();
    Backends backends;
    for (const Json& unit : graph.at("units")) {
      const std::string id = unit.at("pkg_id");
      const Json& target = unit.at("target");
      const bool is_host =
          target.at("kind").at(0) == "proc-macro" || target.at("kind").at(0) == "custom-build";
      if (unit.at("mode") == "run-custom-build") continue;
      const std::size_t slash = id.rfind('/');
      const std::string name = id.substr(slash + 1, id.find('#') - slash - 1);
      const Json& backend = unit.at("profile").value("codegen_backend", Json());
      backends[name + (is_host ? " (host)" : "")] =
          backend.is_string() ? backend.get<std::string>() : "none";
    }
    return backends;
  }

  // The command with the planned arguments: exactly the units of `llvm` leave Cranelift.
  void check(const Request& request, const std::set<std::string>& llvm) {
    SCOPED_TRACE(request.command);
    const Plan made = plan(request);
    const auto command = cargo::parse_command(made.recommended.command);
    ASSERT_TRUE(command.has_value()) << made.recommended.command;
    const Backends before = units_of(nightly(request.command));
    const Backends after = units_of(nightly(made.recommended.command));
    ASSERT_FALSE(after.empty());
    for (const auto& [unit, backend] : before) EXPECT_EQ(backend, "cranelift") << unit;
    for (const auto& [unit, backend] : after) {
      EXPECT_EQ(backend, llvm.contains(unit) || llvm.contains("*") ? "llvm" : "cranelift") << unit;
    }
  }

  static std::string nightly(const std::string& command) {
    std::string out = command;
    return out.insert(out.find("cargo") + 5, " +nightly");
  }

  static Request asking(const std::string& crate, const std::string& command) {
    Request request;
    request.crate = crate;
    request.command = command;
    return request;
  }

  TemporaryFolder folder_;
};

TEST_F(RealCargo, PackageOverride) {
  check(asking("dep", "cargo build"), {"dep"});
  check(asking("dep", "cargo test"), {"dep"});
  check(asking("dep", "cargo build --release"), {"dep"});
  check(asking("dep", "cargo test --release"), {"dep"});
  check(asking("dep", "cargo build --profile ci"), {"dep"});
  check(asking("dep", "cargo bench"), {"dep"});
  check(asking("dep", "cargo check"), {"dep"});
  check(asking("app", "cargo build"), {"app", "app (host)"});
}

TEST_F(RealCargo, WholeProfile) {
  check(asking("", "cargo build"), {"*"});
  check(asking("", "cargo test"), {"*"});
}

TEST_F(RealCargo, BuildOverride) {
  for (const knowledge::Entry& entry : test::EntryFiles::get().knowledge().entries()) {
    if (entry.fixes.empty() || entry.fixes.front().scope != "build-override") continue;
    Request request = asking("", "cargo build");
    request.entry = &entry;
    check(request, {"app (host)", "mac (host)", "helper"});
    return;
  }
}

// The gate is part of the arguments: nothing else opens it here.
TEST_F(RealCargo, ArgumentsOpenTheGate) {
  folder_.write(".cargo/config.toml", "");
  const Backends after = units_of(nightly(plan(asking("dep", "cargo build")).recommended.command));
  EXPECT_EQ(after.at("dep"), "llvm");
  EXPECT_EQ(after.at("app"), "none");
}

// The lasting forms, each in place of a configuration that has nothing else.
TEST_F(RealCargo, LastingForms) {
  std::filesystem::remove(folder_.path() + "/.cargo/config.toml");
  for (const Scope scope : {Scope::kPackage, Scope::kProfile, Scope::kProject}) {
    for (const char* command : {"cargo build", "cargo test", "cargo bench", "cargo build -r"}) {
      SCOPED_TRACE(std::string(name_of(scope)) + " " + command);
      Request request = asking("dep", command);
      request.scope = scope;
      const Plan made = plan(request);
      ASSERT_EQ(made.recommended.files.size(), 1U);
      folder_.write(made.recommended.files[0].path, made.recommended.files[0].content);
      const Backends after = units_of(nightly(command));
      EXPECT_EQ(after.at("dep"), "llvm");
      EXPECT_EQ(after.at("app"), scope == Scope::kPackage ? "none" : "llvm");
    }
  }
}

TEST_F(RealCargo, EnvironmentForm) {
  const Plan made = plan(asking("", "cargo test"));
  for (const Option& option : made.alternatives) {
    if (option.environment.empty()) continue;
    for (const auto& [unit, backend] : units_of(nightly(option.command))) {
      EXPECT_EQ(backend, "llvm") << unit;
    }
    return;
  }
  FAIL() << "there is no form through the environment";
}

TEST(RealGit, AppliesEveryCreationPatch) {
  const TemporaryFolder folder;
  if (run("git init -q .", folder).status != 0) GTEST_SKIP() << "there is no git";
  for (const Scope scope : {Scope::kPackage, Scope::kProfile, Scope::kProject}) {
    for (const char* command :
         {"cargo build", "cargo test --release", "cargo build --profile ci"}) {
      Request request;
      request.crate = "a-crate";
      request.command = command;
      request.scope = scope;
      for (const FileChange& file : plan(request).recommended.files) {
        folder.write("change.patch", file.patch);
        const Outcome checked = run("git apply --check change.patch", folder);
        EXPECT_EQ(checked.status, 0) << checked.output << file.patch;
        EXPECT_EQ(run("git apply change.patch", folder).status, 0);
        const std::string made = folder.path() + "/" + file.path;
        EXPECT_EQ(RealFiles().read(made, 10000).value(), file.content);
        std::filesystem::remove(made);
      }
    }
  }
}

}  // namespace
}  // namespace doctor::override
