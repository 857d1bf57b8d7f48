// What the build compiled in: the entries and signs (without samples) and the pages of the skill.
// The definitions are written by knowledge/compiler.cpp.
#pragma once

#include <span>

#include "knowledge/entry.h"

namespace doctor::knowledge {

// A page of the skill: its name ("codegen-backends", "skill") and Markdown text.
struct Page {
  Text name;
  Text text;
};

std::span<const Entry> compiled_entries();  // sorted by id
std::span<const Sign> compiled_signs();
std::span<const Page> compiled_pages();
Text compiled_intrinsics();  // intrinsics.txt

}  // namespace doctor::knowledge
