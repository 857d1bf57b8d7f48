#include "knowledge/vocabulary.h"

#include "knowledge/entry.h"

namespace doctor::knowledge {
namespace {

using Word = std::string_view;

constexpr Word kAreas[] = {"cranelift", "fenix", "rust-overlay", "nixos-runtime", "linking",
                           "nix-build", "gates", "nightly-pin",  "config"};
constexpr Word kKinds[] = {"compile-error", "ice",         "behaviour",     "warning",
                           "runtime-trap",  "link-error",  "config-error",  "hash-mismatch",
                           "eval-error",    "silent",      "informational", "config",
                           "build-error",   "rustc-error", "cargo-error",   "runtime-error",
                           "build-script",  "lint-gate",   "network",       "test-failure"};
constexpr Word kStatuses[] = {"unsupported", "partial", "fixed", "by-design"};
constexpr Word kEvidences[] = {"verified-by-running", "verified-in-source", "reported"};
constexpr Word kBackends[] = {"cranelift", "llvm", "any"};
constexpr Word kStages[] = {"none", "config", "check", "codegen",
                            "link", "run",    "eval",  "nix-build"};
constexpr Word kConfidences[] = {"possible", "likely", "certain"};
constexpr Word kFixLanguages[] = {"toml", "nix", "sh", "rust", "json", "yaml", "text"};
constexpr Word kFixScopes[] = {"package", "profile", "build-override"};

}  // namespace

std::span<const Word> areas() {
  return kAreas;
}
std::span<const Word> kinds() {
  return kKinds;
}
std::span<const Word> statuses() {
  return kStatuses;
}
std::span<const Word> evidences() {
  return kEvidences;
}
std::span<const Word> backends() {
  return kBackends;
}
std::span<const Word> stages() {
  return kStages;
}
std::span<const Word> confidences() {
  return kConfidences;
}
std::span<const Word> fix_languages() {
  return kFixLanguages;
}
std::span<const Word> fix_scopes() {
  return kFixScopes;
}

Text name_of(Confidence confidence) {
  return kConfidences[static_cast<std::size_t>(confidence)];
}
Text name_of(Stage stage) {
  return kStages[static_cast<std::size_t>(stage)];
}

bool passes_check(Stage stage) {
  return stage == Stage::kCodegen || stage == Stage::kLink || stage == Stage::kRun;
}

}  // namespace doctor::knowledge
