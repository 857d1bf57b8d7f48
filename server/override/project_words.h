// Sentences of plans for a project. Places inside `folder` are shown from there.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "override/plan.h"
#include "override/trial.h"

namespace doctor::override {

std::string stable_words(const cargo::Resolution& before, const std::string& folder);

// Whether a crate that was not found cannot be there: false without a usable Cargo.lock.
bool knows_all_packages(const cargo::Resolution& before);
std::string unknown_crate_words(const cargo::Resolution& before, const std::string& crate);
std::string other_version_words(const cargo::Resolution& before, const Unit& unit,
                                const std::string& version);

// Why nothing is to be done.
std::string done_words(const cargo::Resolution& before, const std::vector<Unit>& goal,
                       const Request& request, const std::string& folder);

// The backend that `cargo rustc -- -Zcodegen-backend=x` chooses, where it is not LLVM.
std::optional<std::string> flag_behind_dashes(const cargo::Resolution& before);

std::string gate_words(const cargo::Resolution& before, const std::string& folder);

// What the proof showed.
std::string proved_words(const Scene& scene, const cargo::Resolution& after,
                         const std::vector<Unit>& pending, const std::string& folder);

// What the lasting form does to colleagues once it is committed.
std::string committed_words(const cargo::Resolution& before, bool opens_gate,
                            bool is_gate_in_project, const std::string& folder);

// R7: what cannot be proved.
std::string compiler_words(const cargo::Choice& compiler, const std::string& folder);

}  // namespace doctor::override
