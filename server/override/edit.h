// Setting keys of Cargo's configuration files and manifests without touching anything else in them:
// comments, spacing, quotes, line ends, a BOM and the missing last line break stay as they are.
// Works on bytes in memory; who reads and writes files also follows links and keeps modes (T9).
// Rules: cargo/rules.md section 12, T1 to T10, named in the comments.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"

namespace doctor::override {

// A key and what it shall be: a backend's name, or true for the gate (T10).
struct Setting {
  std::vector<std::string> path;  // {"profile", "dev", "package", "*", "codegen-backend"}
  std::variant<std::string, bool> value;
};

// Bytes that took the place of others. Putting `removed` back at `offset` undoes it.
struct Replacement {
  std::size_t offset = 0;  // the same in the document before and after
  std::string removed;     // empty where something was only added
  std::string inserted;
};

struct Edited {
  std::string text;                       // the whole document afterwards
  std::vector<Replacement> replacements;  // one for each setting that was not there yet, in order
};

// Sets the keys one after another, each by one contiguous change. All or nothing: the Problem, with
// a place in `file`, tells why nothing may be written: the document does not parse, a parent of the
// key is no table or an array of tables, the key holds a table or an array (T8). Every result was
// parsed again and differs in the wanted keys only. A key that has its value already is left alone.
Result<Edited> edit(std::string_view document, const std::vector<Setting>& settings,
                    const std::string& file);

// An edited file as it is shown and applied.
struct FileEdit {
  Edited edited;
  std::string patch;  // unified diff; empty where nothing is to be done
};

// The same for a file of the project that may not exist yet. `path` names it in the patch and in
// the Problem.
Result<FileEdit> edit_file(const std::string& path, std::optional<std::string_view> document,
                           const std::vector<Setting>& settings);

}  // namespace doctor::override
