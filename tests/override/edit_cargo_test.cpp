// The real cargo reads what the edits made. Its own reader decides here, not ours.
#include <gtest/gtest.h>

#include "override/edit_check.h"
#include "tests/support/edit_cases.h"
#include "tests/support/scratch.h"
#include "toml/document.h"

namespace doctor::override {
namespace {

// A nightly cargo with a configuration of its own, and nothing from the environment.
class Cargo {
 public:
  Cargo() {
    const test::Ran found = scratch_.run("rustup which --toolchain nightly cargo 2>/dev/null");
    if (found.status == 0) folder_ = found.output.substr(0, found.output.rfind("/cargo"));
  }

  bool is_there() const { return !folder_.empty(); }

  // A configuration file as cargo has read it.
  Result<toml::Value> config(const std::string& content) const {
    scratch_.write(".cargo/config.toml", content);
    const test::Ran ran = run("config get -Zunstable-options");
    scratch_.remove(".cargo");
    if (ran.status != 0) return Problem{ran.output, {}};
    return toml::parse(ran.output, "cargo");
  }

  test::Ran metadata(const std::string& manifest) const {
    scratch_.write("src/main.rs", "fn main() {}\n");
    scratch_.write("Cargo.toml", manifest);
    return run("metadata --no-deps --offline --format-version 1");
  }

 private:
  test::Ran run(const std::string& arguments) const {
    return scratch_.run("env -i PATH='" + folder_ +
                        "' HOME=\"$PWD\" CARGO_HOME=\"$PWD/home\" cargo " + arguments);
  }

  test::Scratch scratch_;
  std::string folder_;
};

// Cargo's view of the file differs in the wanted key only. A file that cargo could not read before,
// because of what stood at that key, has no view to compare with.
void check_config(const Cargo& cargo, const test::EditCase& one) {
  const auto before = cargo.config(one.input);
  const auto after = cargo.config(*one.output);
  ASSERT_TRUE(after.ok()) << after.problem().str();
  if (before.ok()) {
    EXPECT_TRUE(changes_only(before.value(), after.value(), one.setting));
    return;
  }
  const toml::Value* value = &after.value();
  for (const std::string& part : one.setting.path) {
    value = value->find(part);
    ASSERT_NE(value, nullptr) << part;
  }
  EXPECT_TRUE(holds(*value, one.setting));
}

void check(const Cargo& cargo, const std::vector<test::EditCase>& cases) {
  for (const test::EditCase& one : cases) {
    SCOPED_TRACE(one.name);
    if (!one.output) continue;
    if (one.is_manifest) {
      const test::Ran ran = cargo.metadata(*one.output);
      EXPECT_EQ(ran.status, 0) << ran.output;
    } else {
      check_config(cargo, one);
    }
  }
}

TEST(EditCargo, ReadsTheWantedValues) {
  const Cargo cargo;
  if (!cargo.is_there()) GTEST_SKIP() << "no cargo +nightly";
  check(cargo, test::own_edit_cases());
  check(cargo, test::shared_edit_cases().value_or(std::vector<test::EditCase>()));
}

}  // namespace
}  // namespace doctor::override
