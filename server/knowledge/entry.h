// One researched problem: how it is recognised, why it happens, what helps. Plain values; FORMAT.md
// describes the file they are read from.
#pragma once

#include <span>
#include <string_view>

namespace doctor::knowledge {

using Text = std::string_view;
using Texts = std::span<const std::string_view>;

enum class Confidence { kPossible, kLikely, kCertain };

// Where a failure shows, and therefore which commands pass.
enum class Stage { kNone, kConfig, kCheck, kCodegen, kLink, kRun, kEval, kNixBuild };

struct Capture {
  Text name;
  Text pattern;
};

// One way to recognise the entry: all conditions hold together (FORMAT.md, "Matching").
struct Match {
  Texts all;  // the first one is the anchor
  Texts any;
  Texts none;
  Texts context;
  Texts without;
  Text sign;  // a name of signs.toml, or empty
  int within = 1;
  Confidence confidence = Confidence::kPossible;
  std::span<const Capture> captures;
};

// A crate known to be affected, in the versions that meet the requirement (empty: all).
struct Crate {
  Text name;
  Text versions;
  Text note;
};

// A remedy: a text in `language`, or, with `scope`, an override that override/plan works out.
struct Fix {
  Text title;
  Text language;
  Text text;
  Text scope;  // package | profile | build-override; empty for a text
};

struct Source {
  Text what;
  Text ref;
  Text date;
};

// A log that must (or must not) give this entry. Present in entries read from files, not in
// compiled ones.
struct Sample {
  bool hit = true;
  Text origin;
  Text source;  // where the recorded output was published; empty where it was recorded by ourselves
  Text crate;
  Text version;
  Text confidence;
  int line = 0;       // expected line of the evidence, 0: not checked
  int file_line = 0;  // where the sample stands in the entry's file
  Text log;
};

struct Entry {
  Text id;
  Text area;
  Text title;
  Text kind;
  Text status;
  Text evidence;
  Text backend;
  Text since;
  Text fixed_in;
  Text checked;
  Stage stage = Stage::kNone;
  Text cause;
  Text details;
  Texts aliases;
  Texts explains;
  Texts keywords;
  Texts platforms;
  Texts confirm;
  Texts messages;
  std::span<const Match> matches;
  std::span<const Crate> crates;
  std::span<const Fix> fixes;
  std::span<const Source> sources;
  std::span<const Sample> samples;
};

// Patterns that prove which backend worked (signs.toml).
struct Sign {
  Text name;
  Texts patterns;
};

// The words used in files and answers.
Text name_of(Confidence confidence);
Text name_of(Stage stage);

// True where `cargo check` passes although the failure is there: nothing is generated, linked or
// run by it.
bool passes_check(Stage stage);

}  // namespace doctor::knowledge
