#include "tools/toolbox.h"

namespace doctor::tools {

mcp::Toolbox toolbox(Engine& engine) {
  return {classify_error(engine), lookup_limitation(engine), config_override(engine)};
}

std::string_view instructions() {
  return "Explains why a Rust build fails when Nix, NixOS, fenix or the Cranelift codegen backend is involved. "
         "When cargo, rustc or nix fails, call classify_error first: with `log` (the output) or, better for long output, `path` to a file "
         "made by `cargo test >\"${TMPDIR:-/tmp}/build.log\" 2>&1` (a `tail` cuts off the message of a Cranelift error). Its first line is "
         "the verdict: known (cause and fix follow), ordinary (plain error in the source; do not blame the backend), unknown or clean. "
         "lookup_limitation answers questions (\"does cranelift support catch_unwind\") and gives every page of the skill. config_override "
         "makes the narrowest override back to LLVM for a crate and a command, with the gate it needs and what beats it.";
}

}  // namespace doctor::tools
