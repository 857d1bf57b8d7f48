// Lines that mean something in every log, whatever the problem: who was blamed, what failed, where
// a new command begins.
#pragma once

#include <span>
#include <string_view>

namespace doctor::classify {

enum class Landmark {
  kBlame,        // groups: crate, version
  kBoundary,     // a command starts: what stood before belongs to another one
  kToolchain,    // groups: commit date
  kPin,          // groups: pin date
  kConsequence,  // says only that something else failed
  kOrdinary,     // fails for a reason in the source or its tests
  kPanic,        // a program panics: a failure unless the test that caught it passes
  kFailure,      // fails, and the line alone does not tell why
  kWeakFailure,  // fails, but an ordinary reason near it explains it
  kBuildScript,  // a build script failed; groups: crate, version
  kTestsPassed,  // ends a run of tests that all passed
  kTestOutput,   // what a failing test printed follows
};

struct LandmarkPattern {
  Landmark landmark;
  std::string_view pattern;
};

// Order matters where several match one line: the first one decides how a failing line counts.
std::span<const LandmarkPattern> landmark_patterns();

}  // namespace doctor::classify
