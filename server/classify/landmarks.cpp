#include "classify/landmarks.h"

namespace doctor::classify {
namespace {

using enum Landmark;

constexpr LandmarkPattern kPatterns[] = {
    // Whom cargo blames, in the wordings of all its versions.
    {kBlame,
     "(?:could not compile|Could not compile|could not document|Could not document) `([^`]+?)(?: "
     "v([^ `]+)[^`]*)?`"},
    {kBuildScript, "failed to run custom build command for `([^` ]+)(?: v([^ `]+))?[^`]*`"},
    {kTestsPassed, "^test result: ok"},
    {kTestOutput, "^---- .* stdout ----"},

    {kBoundary,
     "^(?:\\S*[$#%>]|\\S* ?(?:\xE2\x9D\xAF|\xE2\x9E\x9C|\xCE\xBB)|\\+) ?(?:[A-Z_0-9]+=\\S* "
     ")*(?:sudo |nix develop -c |env )*"
     "(?:cargo (?:\\+\\S+ )?[a-z]|nix build|nix develop|nix run|nix shell|nix "
     "flake|nix-build|nix-shell|nixos-rebuild|home-manager|"
     "cross build|cross test|devenv )"},
    {kBoundary, "^##\\[group\\]Run "},

    {kToolchain, "rustc 1\\.\\d+\\.\\d+-(?:nightly|dev) \\([0-9a-f]+ (\\d{4}-\\d\\d-\\d\\d)\\)"},
    {kPin, "nightly-(\\d{4}-\\d\\d-\\d\\d)"},

    // Lines that only repeat that something failed.
    {kConsequence, "(?i)could not (?:compile|document) `"},
    {kConsequence, "failed to run custom build command for `"},
    {kConsequence, "^\\s*(?:error|warning): build failed"},
    {kConsequence, "^\\s*error: aborting due to "},
    {kConsequence, "^\\s*error: \\d+ (?:targets?|tests?|doctests?) failed"},
    {kConsequence, "^\\s*(?:error: )?(?:test|doctest|bench) failed, to rerun pass"},
    {kConsequence, "process didn't exit successfully: `[^`]*rustc"},
    {kConsequence,
     "process didn't exit successfully: .*\\(exit (?:status|code): (?:0x1|1|2|100|101)\\)"},
    {kConsequence, "error: (?:the compiler )?unexpectedly panicked\\. this is a bug"},
    {kConsequence, "error: the compiler unexpectedly panicked"},
    {kConsequence, "error: .*doctest.* failed$"},
    {kConsequence, "\\d+ dependenc(?:y|ies) of derivation .* failed"},
    {kConsequence, "error: builder for '[^']*' failed"},
    {kConsequence, "error: Cannot build '[^']*'\\."},
    {kConsequence, "error: build of .* failed"},
    {kConsequence, "error: Build failed due to failed dependency"},
    {kConsequence, "Reason: (?:builder failed|\\d+ dependenc)"},
    {kConsequence, "For full logs, run"},
    {kConsequence, "^\\s*g?make(?:\\[\\d+\\])?: \\*\\*\\* "},
    {kConsequence, "^ninja: build stopped"},
    {kConsequence, "^\\s*error: [Rr]ecipe `[^`]*` failed"},
    {kConsequence,
     "^(?:#\\d+ )?ERROR: (?:failed to solve: )?process \".*\" did not complete successfully"},
    {kConsequence, "cannot build derivation .*: \\d+ dependenc"},
    {kConsequence, "##\\[error\\]Process completed with exit code"},
    {kConsequence, "^\\s*error: could not execute process"},
    {kConsequence, "error occurred(?: in cc-rs)?: "},
    {kConsequence, "^\\s*collect2: error: ld returned"},
    {kConsequence, "(?:clang|cc|gcc|c\\+\\+|g\\+\\+): error: linker command failed"},
    {kConsequence, "^\\s*error: doctest compilation failed"},
    {kConsequence, "^\\s*Couldn't compile the test\\."},

    // rustc's codes for the toolchain rather than the source: unknown until an entry explains them.
    {kFailure,
     "^\\s*error\\[E0(?:460|461|462|463|464|514|519|523|554|557|635|636|658|705|710|786|787)\\]"},
    {kOrdinary, "^\\s*error\\[E\\d{4}\\]"},
    // The codes of other tools: cargo-deny's advisories, for one.
    {kFailure, "^\\s*error\\[[A-Za-z][\\w-]*\\]: \\S"},
    {kOrdinary, "^test result: FAILED"},
    {kOrdinary, "^test .*\\.\\.\\. FAILED"},
    {kOrdinary, "^\\s*FAIL \\["},
    {kOrdinary, "^\\s*TRY \\d+ FAIL \\["},
    {kOrdinary, "^Diff in .*(?:\\.rs|at line \\d+)"},
    {kOrdinary, "^\\s*error: failed to parse manifest at"},
    {kOrdinary,
     "^\\s*error: (?:no such command|unexpected argument|unrecognized subcommand|invalid value|no "
     "such file or "
     "subcommand)"},
    {kOrdinary,
     "^\\s*error: (?:no (?:bin|example|test|bench) target named|package ID specification .* did "
     "not match|package "
     "`[^`]*` not found in workspace|a bin target must be available|could not find "
     "`Cargo\\.toml`)"},
    {kFailure, "^\\s*feature `[^`]+` is required"},
    {kFailure,
     "^\\s*thread '(?:rustc|cc|opt cgu[^']*|optimize module [^']*|coordinator)'(?: \\(\\d+\\))? "
     "panicked at"},
    {kFailure,
     "^\\s*thread '<unnamed>'(?: \\(\\d+\\))? panicked at "
     ".*(?:compiler/rustc_|cranelift-[a-z]+-0\\.|/rustc_codegen)"},
    {kPanic, "^\\s*thread .* panicked at "},
    {kFailure,
     "^\\s*(?:cargo:warning=|warning: \\S+ )?\\S+:\\d+:(?:\\d+:)? fatal error: .*(?:No such "
     "file|file not found)"},
    {kOrdinary,
     "^\\s*(?:cargo:warning=|warning: \\S+ "
     ")?\\S+\\.(?:c|cc|cpp|cxx|h|hh|hpp|m|mm|S|s):\\d+:(?:\\d+:)? (?:fatal )?error: "},
    {kWeakFailure, "process didn't exit successfully: .*\\((?:signal|exit)"},
    {kWeakFailure,
     "^\\s*(?:Segmentation fault|Illegal instruction|Aborted|Bus error|Killed)(?: \\(core "
     "dumped\\))?$"},
    {kWeakFailure,
     "^\\S*sh: line \\d+: +\\d+ (?:Segmentation fault|Illegal instruction|Aborted|Bus "
     "error|Killed)"},
    {kWeakFailure, "\\(signal: \\d+, SIG[A-Z]+"},
    {kWeakFailure, "^\\s*fatal runtime error: "},
    {kWeakFailure, "^\\s*(?:SIGABRT|SIGSEGV|SIGILL|SIGBUS|SIGKILL) \\["},
    {kFailure, "^\\s*(?:\\S+: )?(?:error|Error|fatal error|fatal|LLVM ERROR|ERROR): \\S"},
    {kFailure, "^\\s*error\\(.*?\\): \\S"},
    {kFailure, "^\\s*error: ?$"},
    {kFailure, "^\\S+: internal compiler error: "},
    {kFailure, "output path .* should have .*hash .*, instead has "},
    {kFailure, "^\\s*CMake Error"},
    {kFailure, "\\bundefined reference to "},
    {kFailure, "^##\\[error\\]"},
    // Other tools of the same build: unknown, but not clean.
    {kFailure, "^\\s*npm (?:ERR!|error) "},
    {kFailure, "^\\s*Traceback \\(most recent call last\\):"},
    {kFailure, "^\\s*docker: Error response from daemon"},
    {kFailure, "^#\\d+ ERROR: "},
    {kFailure, "^\\s*E: (?:Unable to|Failed to|Package|Sub-process) "},
    {kFailure, "^\\s*--- FAIL: "},
    {kFailure, "^\\s*Exception in thread \""},
    {kFailure, ": (?:command not found|cannot open shared object file)"},
};

}  // namespace

std::span<const LandmarkPattern> landmark_patterns() {
  return kPatterns;
}

}  // namespace doctor::classify
