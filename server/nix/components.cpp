#include "nix/components.h"

#include <algorithm>
#include <array>

#include "base/similar.h"

namespace doctor::nix {
namespace {

// rust-std, rustc and cargo are as old as the data.
constexpr Date kAlways{2018, 1, 1};

constexpr std::array<Component, 17> kComponents = {{
    {"cargo", "cargo", kAlways, false},
    {"rustc", "rustc", kAlways, false},
    {"rust-std", "rust-std", kAlways, false},
    {"clippy", "clippy-preview", kAlways, false},
    {"rustfmt", "rustfmt-preview", kAlways, false},
    {"rust-src", "rust-src", kAlways, false},
    {"rust-analyzer", "rust-analyzer-preview", {2020, 7, 8}, false},
    {"rust-docs", "rust-docs", kAlways, false},
    {"llvm-tools", "llvm-tools-preview", kAlways, false},
    {"rust-analysis", "rust-analysis", kAlways, false},
    {"rustc-dev", "rustc-dev", {2019, 10, 12}, false},
    {"rustc-docs", "rustc-docs", {2020, 8, 15}, false},
    {"llvm-bitcode-linker", "llvm-bitcode-linker-preview", {2024, 4, 22}, false},
    {"miri", "miri-preview", {2019, 3, 24}, true},
    {"rust-docs-json", "rust-docs-json-preview", {2022, 10, 5}, true},
    {kCranelift, kCranelift, {2023, 10, 29}, true},
    {"rustc-codegen-gcc-preview", "rustc-codegen-gcc-preview", {2026, 1, 23}, true},
}};

// Each host that has a rustc; the four common ones first.
constexpr std::array<Host, 34> kHosts = {{
    {"x86_64-unknown-linux-gnu", "x86_64-linux", true},
    {"aarch64-unknown-linux-gnu", "aarch64-linux", true},
    {"x86_64-apple-darwin", "x86_64-darwin", true},
    {"aarch64-apple-darwin", "aarch64-darwin", true},
    {"aarch64-pc-windows-gnullvm", "", false},
    {"aarch64-pc-windows-msvc", "", false},
    {"aarch64-unknown-freebsd", "", false},
    {"aarch64-unknown-linux-musl", "", false},
    {"aarch64-unknown-linux-ohos", "", false},
    {"arm-unknown-linux-gnueabi", "", false},
    {"arm-unknown-linux-gnueabihf", "", false},
    {"armv7-unknown-linux-gnueabihf", "armv7l-linux", false},
    {"i686-pc-windows-gnu", "", false},
    {"i686-pc-windows-msvc", "", false},
    {"i686-unknown-linux-gnu", "i686-linux", true},
    {"loongarch64-unknown-linux-gnu", "loongarch64-linux", false},
    {"loongarch64-unknown-linux-musl", "", false},
    {"powerpc-unknown-linux-gnu", "", false},
    {"powerpc64-unknown-linux-gnu", "", false},
    {"powerpc64-unknown-linux-musl", "", false},
    {"powerpc64le-unknown-linux-gnu", "powerpc64le-linux", false},
    {"powerpc64le-unknown-linux-musl", "", false},
    {"riscv64gc-unknown-linux-gnu", "riscv64-linux", false},
    {"riscv64gc-unknown-linux-musl", "", false},
    {"s390x-unknown-linux-gnu", "s390x-linux", false},
    {"sparcv9-sun-solaris", "", false},
    {"x86_64-pc-solaris", "", false},
    {"x86_64-pc-windows-gnu", "", false},
    {"x86_64-pc-windows-gnullvm", "", false},
    {"x86_64-pc-windows-msvc", "", false},
    {"x86_64-unknown-freebsd", "x86_64-freebsd", false},
    {"x86_64-unknown-illumos", "", false},
    {"x86_64-unknown-linux-musl", "", false},
    {"x86_64-unknown-netbsd", "", false},
}};

// In the order of the sets: each one holds what the one before it has.
constexpr std::array<std::string_view, 3> kFenixMinimal = {"cargo", "rustc", "rust-std"};
constexpr std::array<std::string_view, 6> kFenixDefault = {"cargo",  "rustc",   "rust-std",
                                                           "clippy", "rustfmt", "rust-docs"};
constexpr std::array<std::string_view, 4> kNotInFenixComplete = {
    "rustc-docs", "llvm-bitcode-linker", "rust-docs-json", "rustc-codegen-gcc-preview"};

struct Availability {
  std::string_view triple;
  Date since;
};

// Everything else is built for all hosts. aarch64 musl and riscv64 had Cranelift in four nightlies
// of 2023 and then no more.
constexpr std::array<Availability, 8> kCraneliftHosts = {{
    {"x86_64-unknown-linux-gnu", {2023, 10, 29}},
    {"aarch64-unknown-linux-gnu", {2023, 10, 29}},
    {"x86_64-unknown-linux-musl", {2023, 10, 29}},
    {"x86_64-apple-darwin", {2023, 10, 29}},
    {"aarch64-apple-darwin", {2024, 7, 23}},
    {"x86_64-pc-windows-msvc", {2024, 9, 10}},
    {"x86_64-pc-windows-gnu", {2024, 9, 10}},
    {"x86_64-pc-windows-gnullvm", {2025, 11, 27}},
}};

constexpr std::array<Availability, 1> kGccHosts = {{{"x86_64-unknown-linux-gnu", {2026, 1, 23}}}};

// rust-std of nightly-2026-08-22.
constexpr std::array<std::string_view, 118> kTargets = {
    "aarch64-apple-darwin",
    "aarch64-apple-ios",
    "aarch64-apple-ios-macabi",
    "aarch64-apple-ios-sim",
    "aarch64-apple-tvos",
    "aarch64-apple-tvos-sim",
    "aarch64-apple-visionos",
    "aarch64-apple-visionos-sim",
    "aarch64-apple-watchos",
    "aarch64-apple-watchos-sim",
    "aarch64-linux-android",
    "aarch64-pc-windows-gnullvm",
    "aarch64-pc-windows-msvc",
    "aarch64-unknown-freebsd",
    "aarch64-unknown-fuchsia",
    "aarch64-unknown-linux-gnu",
    "aarch64-unknown-linux-musl",
    "aarch64-unknown-linux-ohos",
    "aarch64-unknown-none",
    "aarch64-unknown-none-softfloat",
    "aarch64-unknown-uefi",
    "arm-linux-androideabi",
    "arm-unknown-linux-gnueabi",
    "arm-unknown-linux-gnueabihf",
    "arm-unknown-linux-musleabi",
    "arm-unknown-linux-musleabihf",
    "arm64ec-pc-windows-msvc",
    "armv5te-unknown-linux-gnueabi",
    "armv5te-unknown-linux-musleabi",
    "armv7-linux-androideabi",
    "armv7-unknown-linux-gnueabi",
    "armv7-unknown-linux-gnueabihf",
    "armv7-unknown-linux-musleabi",
    "armv7-unknown-linux-musleabihf",
    "armv7-unknown-linux-ohos",
    "armv7a-none-eabi",
    "armv7a-none-eabihf",
    "armv7r-none-eabi",
    "armv7r-none-eabihf",
    "armv8r-none-eabihf",
    "i586-unknown-linux-gnu",
    "i586-unknown-linux-musl",
    "i686-linux-android",
    "i686-pc-windows-gnu",
    "i686-pc-windows-gnullvm",
    "i686-pc-windows-msvc",
    "i686-unknown-freebsd",
    "i686-unknown-linux-gnu",
    "i686-unknown-linux-musl",
    "i686-unknown-uefi",
    "loongarch32-unknown-none",
    "loongarch32-unknown-none-softfloat",
    "loongarch64-unknown-linux-gnu",
    "loongarch64-unknown-linux-musl",
    "loongarch64-unknown-none",
    "loongarch64-unknown-none-softfloat",
    "nvptx64-nvidia-cuda",
    "powerpc-unknown-linux-gnu",
    "powerpc64-unknown-linux-gnu",
    "powerpc64-unknown-linux-musl",
    "powerpc64le-unknown-linux-gnu",
    "powerpc64le-unknown-linux-musl",
    "riscv32i-unknown-none-elf",
    "riscv32im-unknown-none-elf",
    "riscv32imac-unknown-none-elf",
    "riscv32imafc-unknown-none-elf",
    "riscv32imc-unknown-none-elf",
    "riscv64a23-unknown-linux-gnu",
    "riscv64gc-unknown-linux-gnu",
    "riscv64gc-unknown-linux-musl",
    "riscv64gc-unknown-none-elf",
    "riscv64imac-unknown-none-elf",
    "s390x-unknown-linux-gnu",
    "sparc64-unknown-linux-gnu",
    "sparcv9-sun-solaris",
    "thumbv6m-none-eabi",
    "thumbv7a-none-eabi",
    "thumbv7a-none-eabihf",
    "thumbv7em-none-eabi",
    "thumbv7em-none-eabihf",
    "thumbv7m-none-eabi",
    "thumbv7neon-linux-androideabi",
    "thumbv7neon-unknown-linux-gnueabihf",
    "thumbv7r-none-eabi",
    "thumbv7r-none-eabihf",
    "thumbv8m.base-none-eabi",
    "thumbv8m.main-none-eabi",
    "thumbv8m.main-none-eabihf",
    "thumbv8r-none-eabihf",
    "wasm32-unknown-emscripten",
    "wasm32-unknown-unknown",
    "wasm32-wasip1",
    "wasm32-wasip1-threads",
    "wasm32-wasip2",
    "wasm32v1-none",
    "x86_64-apple-darwin",
    "x86_64-apple-ios",
    "x86_64-apple-ios-macabi",
    "x86_64-fortanix-unknown-sgx",
    "x86_64-linux-android",
    "x86_64-pc-solaris",
    "x86_64-pc-windows-gnu",
    "x86_64-pc-windows-gnullvm",
    "x86_64-pc-windows-msvc",
    "x86_64-unknown-freebsd",
    "x86_64-unknown-fuchsia",
    "x86_64-unknown-illumos",
    "x86_64-unknown-linux-gnu",
    "x86_64-unknown-linux-gnuasan",
    "x86_64-unknown-linux-gnumsan",
    "x86_64-unknown-linux-gnutsan",
    "x86_64-unknown-linux-gnux32",
    "x86_64-unknown-linux-musl",
    "x86_64-unknown-linux-ohos",
    "x86_64-unknown-netbsd",
    "x86_64-unknown-none",
    "x86_64-unknown-redox",
    "x86_64-unknown-uefi",
};

struct Renamed {
  std::string_view old_name;
  std::string_view name;
};

constexpr std::array<Renamed, 2> kRenamedTargets = {{
    {"wasm32-wasi", "wasm32-wasip1"},
    {"wasm32-wasi-preview1-threads", "wasm32-wasip1-threads"},
}};

std::string_view without_preview(std::string_view name) {
  constexpr std::string_view kEnd = "-preview";
  if (name.ends_with(kEnd)) name.remove_suffix(kEnd.size());
  return name;
}

}  // namespace

std::span<const Component> components() {
  return kComponents;
}

const Component* find_component(std::string_view name) {
  const auto found =
      std::find_if(kComponents.begin(), kComponents.end(), [&](const Component& component) {
        return without_preview(component.manifest) == without_preview(name);
      });
  return found == kComponents.end() ? nullptr : &*found;
}

std::string closest_component(std::string_view name) {
  std::vector<std::string_view> names;
  for (const Component& component : kComponents) names.push_back(component.name);
  return closest(name, names);
}

bool is_in_fenix_set(std::string_view set, const Component& component) {
  const auto is_among = [&](std::span<const std::string_view> names) {
    return std::find(names.begin(), names.end(), component.name) != names.end();
  };
  if (set == "minimal") return is_among(kFenixMinimal);
  if (set == "default") return is_among(kFenixDefault);
  return (set != "complete" && set != "latest") || !is_among(kNotInFenixComplete);
}

std::span<const Host> hosts() {
  return kHosts;
}

const Host* find_host(std::string_view name) {
  const auto found = std::find_if(kHosts.begin(), kHosts.end(), [&](const Host& host) {
    return !name.empty() && (host.triple == name || host.system == name);
  });
  return found == kHosts.end() ? nullptr : &*found;
}

std::string closest_host(std::string_view name) {
  std::vector<std::string_view> names;
  for (const Host& host : kHosts) {
    names.push_back(host.triple);
    if (!host.system.empty()) names.push_back(host.system);
  }
  return closest(name, names);
}

std::optional<Date> component_since(const Component& component, std::string_view triple) {
  const auto in = [&](std::span<const Availability> rows) -> std::optional<Date> {
    const auto found = std::find_if(rows.begin(), rows.end(),
                                    [&](const Availability& row) { return row.triple == triple; });
    if (found == rows.end()) return std::nullopt;
    return found->since;
  };
  if (component.name == kCranelift) return in(kCraneliftHosts);
  if (component.manifest == "rustc-codegen-gcc-preview") return in(kGccHosts);
  return component.since;
}

std::vector<std::string> cranelift_hosts() {
  std::vector<std::string> out;
  for (const Availability& row : kCraneliftHosts) out.emplace_back(row.triple);
  return out;
}

bool is_target(std::string_view triple) {
  return std::find(kTargets.begin(), kTargets.end(), triple) != kTargets.end();
}

std::string closest_target(std::string_view triple) {
  return closest(triple, {kTargets.begin(), kTargets.end()});
}

std::string_view successor_of_target(std::string_view triple) {
  const auto found =
      std::find_if(kRenamedTargets.begin(), kRenamedTargets.end(),
                   [&](const Renamed& renamed) { return renamed.old_name == triple; });
  return found == kRenamedTargets.end() ? std::string_view() : found->name;
}

}  // namespace doctor::nix
