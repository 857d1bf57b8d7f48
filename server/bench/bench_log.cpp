// bench_log OUT MEGABYTES PROBLEMS_PER_10000_LINES: a log of cargo, rustc and test output, the same
// for the same arguments. One known problem in 10,000 lines is the usual log; several hundred make
// the dense one.
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <random>
#include <string>
#include <vector>

namespace {

using Random = std::mt19937;

std::string number(Random& random, unsigned most) {
  return std::to_string(random() % most);
}

std::string crate(Random& random) {
  static const std::vector<std::string> names = {
      "serde",     "tokio",          "syn",    "proc-macro2",  "libc",
      "rand_core", "regex-automata", "hyper",  "tracing-core", "clap_builder",
      "rustls",    "bytes",          "memchr", "http"};
  return names[random() % names.size()];
}

std::string version(Random& random) {
  return number(random, 30) + "." + number(random, 90) + "." + number(random, 20);
}

// A few lines as cargo, rustc or libtest print them on a good day.
std::string ordinary(Random& random) {
  const std::string name = crate(random);
  switch (random() % 10) {
    case 0:
      return "warning: unused variable: `x" + number(random, 1000) + "`\n  --> src/module_" +
             number(random, 90) + ".rs:" + number(random, 900) + ":9\n   |\n" +
             number(random, 900) + " |     let value = compute(input, " + number(random, 99) +
             ");\n   |         ^^^^^ help: if this is intentional, prefix it with an underscore: "
             "`_value`\n\n";
    case 1:
    case 2:
      return "test module_" + number(random, 90) + "::tests::case_" + number(random, 100000) +
             " ... ok\n";
    case 3:
      return "     Running `rustc --crate-name " + name +
             " --edition=2021 src/lib.rs --crate-type lib --emit=dep-info,metadata,link -C "
             "embed-bitcode=no -C debuginfo=2 -C metadata=" +
             number(random, 1000000000) + " --out-dir target/debug/deps`\n";
    case 4:
      return "  Downloaded " + name + " v" + version(random) + "\n";
    case 5:
      return "building '/nix/store/" + number(random, 1000000000) + "-" + name + "-" +
             version(random) + ".drv'...\n";
    case 6:
      return "copying path '/nix/store/" + number(random, 1000000000) + "-" + name +
             "' from 'https://cache.nixos.org'...\n";
    default:
      return "   Compiling " + name + " v" + version(random) + "\n";
  }
}

std::string problem(Random& random) {
  const std::string name = crate(random);
  switch (random() % 4) {
    case 0:
      return "error: asm! and global_asm! sym operands are not yet supported\n  --> "
             "/home/user/.cargo/registry/src/index.crates.io-6f17d22bba15001f/" +
             name + "-1.2.3/src/arch.rs:" + number(random, 400) +
             ":5\n   |\n\nerror: could not compile `" + name + "` (lib) due to 1 previous error\n";
    case 1:
      return "error: linker `cc` not found\n  |\n  = note: No such file or directory (os error "
             "2)\n\nerror: could not compile `" +
             name + "` (build script) due to 1 previous error\n";
    case 2:
      return "error: hash mismatch in fixed-output derivation '/nix/store/" +
             number(random, 1000000000) +
             "-app-vendor.drv':\n         specified: "
             "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n            got:    "
             "sha256-BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB=\n";
    default:
      return "error[E0308]: mismatched types\n --> src/main.rs:" + number(random, 900) +
             ":5\n  |\n\nerror: could not compile `" + name +
             "` (bin \"app\") due to 1 previous error\n";
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: bench_log OUT MEGABYTES PROBLEMS_PER_10000_LINES\n";
    return 2;
  }
  const std::size_t wanted = std::strtoull(argv[2], nullptr, 10) << 20U;
  const auto frequency = static_cast<unsigned>(std::strtoul(argv[3], nullptr, 10));
  std::ofstream file(argv[1], std::ios::binary);
  Random random(20261122);
  std::size_t written = 0;
  while (written < wanted) {
    const std::string text = random() % 10000 < frequency ? problem(random) : ordinary(random);
    file << text;
    written += text.size();
  }
  file.close();
  return file ? 0 : 1;
}
