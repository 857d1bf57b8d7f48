// The gates of a project in the order in which they should run, what each of them generates code
// for, and how a gate runs with LLVM where Cranelift is configured. The prompt and the page
// `plan_gates` are this text.
#pragma once

#include <string>
#include <vector>

#include "base/files.h"
#include "cargo/problems.h"

namespace doctor::tools {

struct GateStep {
  std::string name;       // "fmt"
  std::string command;    // as it is typed
  std::string profile;    // empty: none, or not known
  std::string generates;  // what it generates code for
  std::string backend;    // what of that is not compiled with LLVM, and who says so; may be empty
  std::string with_llvm;  // the same gate without that backend; empty where nothing has to change
  std::string refusal;    // why cargo stops before the gate begins; may be empty
};

struct GatePlan {
  std::string folder;  // empty: for no project, what always holds
  std::vector<GateStep> steps;
  std::vector<std::string> notes;
};

// Reads the project in `folder` as cargo would; a folder that belongs to none gives the general
// plan with a note. A command of `with_llvm` has been resolved again and leaves no such code.
GatePlan plan_gates(const Files& files, const cargo::Environment& environment,
                    const std::string& folder, const std::string& toolchain = "");

// The general plan: no project is read.
GatePlan general_gates();

// Markdown, below 1,500 characters where nothing unusual is configured.
std::string gate_plan_text(const GatePlan& plan);

}  // namespace doctor::tools
