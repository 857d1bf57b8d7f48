// `override --apply` on a real disk: the only thing in the product that writes into a project.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <sstream>

#include "override/project.h"
#include "tests/support/scratch.h"
#include "tools/apply.h"
#include "tools/command_line.h"

namespace doctor::test {
namespace {

namespace fs = std::filesystem;

const std::string kKey = "\n[profile.dev.package.app]\ncodegen-backend = \"llvm\"\n";

class Apply : public testing::Test {
 protected:
  Apply() : engine_(files_, {{"HOME", path("home")}}, path("p")) {
    scratch_.write("p/Cargo.toml", "[package]\nname = \"app\"\nversion = \"0.1.0\"\n");
    scratch_.write("p/src/lib.rs", "");
    scratch_.write("home/.cargo/config.toml",
                   "[unstable]\ncodegen-backend = true\n[profile.dev]\ncodegen-backend = "
                   "\"cranelift\"\n");
  }

  std::string path(const std::string& name) const { return scratch_.path() + "/" + name; }

  // "status out err"
  std::string run(std::vector<std::string> more = {}) {
    std::vector<std::string> words = {"override",    "--crate", "app",
                                      "--toolchain", "nightly", "--apply"};
    words.insert(words.end(), more.begin(), more.end());
    std::ostringstream out;
    std::ostringstream err;
    const int status = tools::run_command_line(engine_, words, {out, err, 0, false});
    out_ = out.str();
    return std::to_string(status) + " " + err.str();
  }

  Scratch scratch_;
  RealFiles files_;
  tools::Engine engine_;
  std::string out_;
};

TEST_F(Apply, EditsTheFileThatCounts) {
  scratch_.write("p/.cargo/config.toml", "# mine\r\n[term]\r\nquiet = true");
  ::chmod(path("p/.cargo/config.toml").c_str(), 0640);
  EXPECT_EQ(run(), "0 Lasting, crate `app`: changed " + fs::canonical(path("p")).string() +
                       "/.cargo/config.toml\n");
  EXPECT_EQ(scratch_.read("p/.cargo/config.toml"),
            "# mine\r\n[term]\r\nquiet = true\r\n\r\n[profile.dev.package.app]\r\n"
            "codegen-backend = \"llvm\"\r\n");
  EXPECT_EQ(out_.find("--- a/.cargo/config.toml\n+++ b/.cargo/config.toml\n@@ "), 0U) << out_;
  struct stat status {};
  ASSERT_EQ(::stat(path("p/.cargo/config.toml").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0640U);
  // Now there is nothing left to do.
  EXPECT_EQ(run().find("0 rust-nix-doctor: nothing was written. Nothing is to be overridden"), 0U);
}

TEST_F(Apply, MakesTheFileWhereThereIsNone) {
  EXPECT_EQ(run({path("p")}).substr(0, 30), "0 Lasting, crate `app`: made /") << out_;
  EXPECT_EQ(scratch_.read("p/.cargo/config.toml"), kKey.substr(1));
}

// What is printed is what `patch` takes.
TEST_F(Apply, PrintsThePatch) {
  scratch_.write("p/.cargo/config.toml", "# mine\n");
  run();
  const std::string after = scratch_.read("p/.cargo/config.toml");
  scratch_.write("p/.cargo/config.toml", "# mine\n");
  scratch_.write("x.patch", out_);
  const Ran ran = scratch_.run("cd p && patch -p1 <../x.patch");
  if (ran.status == 127) return;
  EXPECT_EQ(ran.status, 0) << ran.output;
  EXPECT_EQ(scratch_.read("p/.cargo/config.toml"), after);
}

// T9: the target changes, the link stays.
TEST_F(Apply, WritesThroughALinkInsideTheProject) {
  scratch_.write("p/shared/cargo.toml", "# mine\n");
  fs::create_directory(path("p/.cargo"));
  fs::create_symlink("../shared/cargo.toml", path("p/.cargo/config.toml"));
  EXPECT_EQ(run().substr(0, 2), "0 ");
  EXPECT_TRUE(fs::is_symlink(path("p/.cargo/config.toml")));
  EXPECT_EQ(scratch_.read("p/shared/cargo.toml"), "# mine\n" + kKey);
}

TEST_F(Apply, RefusesOnAnyDoubt) {
  // A folder of links to somewhere else: the manifest inside is taken instead.
  scratch_.write("elsewhere/config.toml", "# theirs\n");
  fs::create_directory_symlink(path("elsewhere"), path("p/.cargo"));
  EXPECT_EQ(run().substr(0, 2), "0 ");
  EXPECT_EQ(scratch_.read("elsewhere/config.toml"), "# theirs\n");
  EXPECT_NE(scratch_.read("p/Cargo.toml").find("[profile.dev.package.app]"), std::string::npos);
}

TEST_F(Apply, RefusesHardLinks) {
  scratch_.write("p/.cargo/config.toml", "# mine\n");
  fs::create_hard_link(path("p/.cargo/config.toml"), path("other"));
  const std::string said = run();
  EXPECT_EQ(said.find("1 rust-nix-doctor: nothing was written. "), 0U) << said;
  EXPECT_NE(said.find("hard links"), std::string::npos) << said;
  EXPECT_EQ(scratch_.read("other"), "# mine\n");
  EXPECT_EQ(out_, "");
}

TEST_F(Apply, RefusesWhatChangedMeanwhile) {
  scratch_.write("p/.cargo/config.toml", "# mine\n");
  override::Request request;
  request.crate = "app";
  request.toolchain = "nightly";
  const override::Plan plan =
      override::plan_in_project(files_, request, {path("p"), {{"HOME", path("home")}}});
  const override::Option* option = tools::lasting_option(plan);
  ASSERT_NE(option, nullptr);
  scratch_.write("p/.cargo/config.toml", "# yours\n");
  const auto problem = tools::apply(*option, plan);
  ASSERT_TRUE(problem.has_value());
  EXPECT_NE(problem->str().find("changed after it had been read"), std::string::npos);
  EXPECT_EQ(scratch_.read("p/.cargo/config.toml"), "# yours\n");
  // A target outside the project is never written, whatever a plan says.
  override::Option forged = *option;
  forged.files.front().target = path("home/.cargo/config.toml");
  EXPECT_NE(tools::apply(forged, plan)->str().find("outside the project"), std::string::npos);
}

TEST_F(Apply, SaysWhyNothingIsWritten) {
  const auto check = [&](const std::vector<std::string>& more, const std::string& words) {
    const std::string said = run(more);
    EXPECT_NE(said.find(words), std::string::npos) << said;
    EXPECT_EQ(out_, "");
    EXPECT_FALSE(fs::exists(path("p/.cargo")));
  };
  check({"--toolchain", "stable"}, "nothing was written. The toolchain is stable");
  check({"--crate", "ap"}, "the closest is `app`");
  check({path("none")}, "which is no folder");
  check({"--command", "make"}, "calls no cargo");
  check({"a", "b"}, "unexpected word `b`");
  check({"--command", "cargo build --release"}, "nothing was written. Nothing is to be overridden");
}

}  // namespace
}  // namespace doctor::test
