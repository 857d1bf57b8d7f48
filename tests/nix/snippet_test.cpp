// Every snippet that can be given: it is Nix that parses, and it evaluates against sources that
// have the names of the real ones and no others.
#include "nix/snippet.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "nix/components.h"
#include "tests/support/golden.h"
#include "tests/support/paths.h"
#include "tests/support/run_command.h"
#include "toml/document.h"

namespace doctor::test {
namespace {

using nix::Pin;
using nix::Via;
using nix::Wish;

constexpr Date kToday{2026, 8, 23};

const std::string kStubs = source_dir() + "/tests/nix/stubs/sources.nix";

// Nothing of the user's own Nix is touched.
std::vector<std::string> own_store(const std::string& folder) {
  return {"NIX_STATE_DIR=" + folder + "/state", "NIX_STORE_DIR=" + folder + "/store",
          "NIX_LOG_DIR=" + folder + "/log", "HOME=" + folder};
}

struct Case {
  std::string wish;
  Pin pin;
};

// The product of everything that can be asked for; what is refused is counted.
std::vector<Case> all_pins(std::map<std::string, int>& refused) {
  const std::vector<std::vector<std::string>> component_sets = {
      {},
      {"rust-std"},
      {"rustc-codegen-cranelift", "rust-src"},
      {"miri-preview", "rust-src", "llvm-tools"},
      {"rust-analyzer", "rust-docs", "rustc-dev", "rust-analysis"},
      {"rustc-docs", "llvm-bitcode-linker"},
      {"rust-docs-json"},
      {"rustc-codegen-gcc"}};
  std::vector<std::string> hosts = {""};
  for (const nix::Host& host : nix::hosts()) hosts.emplace_back(host.triple);
  std::vector<Case> out;
  for (const char* via : {"fenix", "rust-overlay", "rust-toolchain.toml", "nixpkgs"}) {
    for (const char* channel :
         {"nightly", "nightly-2026-05-20", "beta", "beta-2026-08-18", "stable", "1.95.0"}) {
      for (const auto& components : component_sets) {
        for (const std::string& host : hosts) {
          for (const auto& targets : {std::vector<std::string>{},
                                      {"wasm32-unknown-unknown", "x86_64-unknown-linux-musl"}}) {
            const Wish wish{via, channel, "", components, targets, host};
            auto pin = nix::decide(wish, {}, kToday);
            if (!pin.ok()) {
              EXPECT_FALSE(pin.problem().reason.empty());
              ++refused[via];
              continue;
            }
            out.push_back({std::string(via) + " " + channel + " " + host, pin.value()});
          }
        }
      }
    }
  }
  return out;
}

// The snippets of all pins in files, each text once, and what evaluates them.
class Corpus {
 public:
  explicit Corpus(const std::vector<Case>& cases) {
    for (const Case& one : cases) {
      if (one.pin.via == Via::kToolchainFile) {
        add_toolchain_file(one);
        continue;
      }
      add(nix::flake(one.pin), "(stubs.ofFlake ", "", one.wish);
      add(nix::expression(one.pin), "(stubs.ofExpression ", systems(one.pin), one.wish);
      add(nix::inputs(one.pin), "(import ", "", one.wish);
    }
  }

  const std::vector<std::string>& files() const { return files_; }
  const std::string& folder() const { return folder_.path(); }

  // One list of everything; strict evaluation stops at the first wrong name and shows its file.
  std::string expression() const {
    return "let stubs = import " + kStubs + "; in [\n" + evaluated_ + "]\n";
  }

 private:
  static std::string systems(const Pin& pin) {
    std::string list;
    for (const std::string& system : pin.systems) list += " \"" + system + "\"";
    return " [" + list + " ]";
  }

  std::string add(const nix::Snippet& snippet, const std::string& head, const std::string& tail,
                  const std::string& wish) {
    if (!seen_.insert(snippet.text + tail).second) return "";
    const std::string name = std::to_string(files_.size()) + "/" + snippet.file;
    const std::string path = folder_.write(name, snippet.text);
    files_.push_back(path);
    evaluated_ += "  " + head + path + tail + ") # " + wish + "\n";
    return path;
  }

  // The file is TOML, and both overlays read it. Their hosts are those of the four common systems.
  void add_toolchain_file(const Case& one) {
    const nix::Snippet file = nix::toolchain_file(one.pin);
    const auto document = toml::parse(file.text, "t");
    ASSERT_TRUE(document.ok()) << document.problem().str();
    const bool is_dated = one.pin.channel.is_nightly();
    if (!is_dated && one.pin.channel.str() != "1.95.0") return;  // the stubs know no moving names
    if (one.pin.systems.size() != 4 || !toml_seen_.insert(file.text).second) return;
    for (const nix::Source overlay : {nix::Source::kFenix, nix::Source::kRustOverlay}) {
      nix::Snippet reader = nix::reading_expression(overlay);
      reader.text += "# " + std::to_string(toml_seen_.size()) + "\n";  // beside each file
      const std::string path = add(reader, "(stubs.ofExpression ", systems(one.pin), one.wish);
      folder_.write(
          path.substr(folder_.path().size() + 1, path.rfind('/') - folder_.path().size()) +
              file.file,
          file.text);
    }
  }

  TemporaryFolder folder_;
  std::vector<std::string> files_;
  std::set<std::string> seen_;
  std::set<std::string> toml_seen_;
  std::string evaluated_;
};

TEST(Snippets, AllParseAndEvaluate) {
  std::map<std::string, int> refused;
  const std::vector<Case> cases = all_pins(refused);
  const Corpus corpus(cases);
  EXPECT_GT(corpus.files().size(), 200U);
  std::cout << cases.size() << " wishes are possible, " << corpus.files().size()
            << " different snippets\n";
  for (const auto& [via, count] : refused)
    std::cout << "refused via " << via << ": " << count << "\n";
  if (run_command({"nix-instantiate", "--version"}, corpus.folder()).status != 0) {
    GTEST_SKIP() << "needs nix-instantiate (Debian: nix-bin)";
  }
  const std::vector<std::string> variables = own_store(corpus.folder());
  constexpr std::size_t kBatch = 400;  // a command line has a limit
  for (std::size_t i = 0; i < corpus.files().size(); i += kBatch) {
    std::vector<std::string> words = {"nix-instantiate", "--parse"};
    for (std::size_t k = i; k < corpus.files().size() && k < i + kBatch; ++k)
      words.push_back(corpus.files()[k]);
    const Outcome parsed = run_command(words, corpus.folder(), variables);
    ASSERT_EQ(parsed.status, 0) << parsed.output.substr(0, 4000);
  }
  TemporaryFolder other;
  const std::string path = other.write("all.nix", corpus.expression());
  const Outcome evaluated = run_command({"nix-instantiate", "--eval", "--strict", "--json", path},
                                        corpus.folder(), variables);
  EXPECT_EQ(evaluated.status, 0) << evaluated.output.substr(
      evaluated.output.size() - std::min<std::size_t>(evaluated.output.size(), 3000));
}

// The stubs refuse what the real sources refuse: otherwise the test above would prove nothing.
TEST(Snippets, Inputs) {
  const auto pin = nix::decide(Wish{"fenix", "nightly", "", {}, {}, ""}, {}, kToday);
  ASSERT_TRUE(pin.ok()) << pin.problem().reason;
  EXPECT_EQ(nix::inputs(pin.value()).text,
            "{\n"
            "  inputs = {\n"
            "    fenix.url = \"github:nix-community/fenix\";\n"
            "    fenix.inputs.nixpkgs.follows = \"nixpkgs\";\n"
            "  };\n"
            "}\n");
}

TEST(Snippets, StubsRefuseWrongNames) {
  TemporaryFolder folder;
  if (run_command({"nix-instantiate", "--version"}, folder.path()).status != 0) {
    GTEST_SKIP() << "needs nix-instantiate (Debian: nix-bin)";
  }
  const std::string head = "with import " + kStubs + "; let pkgs = import nixpkgs { system = " +
                           "\"x86_64-linux\"; overlays = [ rust-overlay.overlays.default ]; }; in ";
  const auto fails = [&](const std::string& expression) {
    return run_command({"nix-instantiate", "--eval", "--strict", "-E", head + expression},
                       folder.path(), own_store(folder.path()))
               .status != 0;
  };
  EXPECT_FALSE(fails("fenix.packages.x86_64-linux.complete.withComponents [ \"miri\" ]"));
  for (const char* wrong :
       {"fenix.packages.x86_64-linux.nightly",
        "fenix.packages.x86_64-linux.stable.withComponents [ \"miri\" ]",
        "fenix.packages.x86_64-linux.minimal.withComponents [ \"clippy\" ]",
        "fenix.packages.i686-linux.complete.withComponents [ \"rustc-codegen-cranelift-preview\" ]",
        "fenix.packages.riscv64-linux.complete",
        "fenix.packages.x86_64-linux.toolchainOf { channel = \"nightly\"; date = \"2026-05-20\"; }",
        "fenix.packages.x86_64-linux.toolchainOf { version = \"1.95.0\"; }",
        "fenix.packages.x86_64-linux.targets.wasm32-wasi.stable.rust-std",
        "fenix.packages.x86_64-linux.targets.wasm32-wasip1.complete",
        "pkgs.rust-bin.stable.latest.default.override { components = [ ]; }",
        "pkgs.rust-bin.stable.latest.default.override { extensions = [ \"miri\" ]; }",
        "pkgs.rust-bin.stable.latest.default.override { targets = [ \"wasm32-wasi\" ]; }",
        "pkgs.rust-bin.nightly.\"2025-05-15\".default", "pkgs.rust-bin.stable.latest.full",
        "pkgs.rustPlatform.rustSrc", "nixpkgs.legacyPackages.x86_64-linux.rust-bin"}) {
    EXPECT_TRUE(fails(wrong)) << wrong;
  }
}

}  // namespace
}  // namespace doctor::test
