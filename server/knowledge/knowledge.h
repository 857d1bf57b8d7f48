// The set of entries everything works with.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "knowledge/compiled.h"
#include "knowledge/entry.h"

namespace doctor::knowledge {

// Immutable after construction, so safe to read from several threads. What the entries view must
// outlive it.
class Knowledge {
 public:
  Knowledge(std::span<const Entry> entries, std::span<const Sign> signs,
            std::span<const Page> pages);

  // Sorted by id.
  std::span<const Entry> entries() const { return entries_; }
  std::span<const Sign> signs() const { return signs_; }
  std::span<const Page> pages() const { return pages_; }

  // By id or alias; null where there is none.
  const Entry* find(Text id) const;
  const Page* find_page(Text name) const;

  // The known id or alias nearest to a misspelt one, or empty.
  std::string closest_id(Text id) const;

 private:
  std::vector<Entry> entries_;
  std::span<const Sign> signs_;
  std::span<const Page> pages_;
  std::map<Text, std::size_t> by_id_;
};

// How an entry relates to a toolchain of a known date ("2026-05-20", the date of a nightly pin).
enum class Applies { kYes, kNotYet, kNoLonger };
Applies applies(const Entry& entry, Text nightly_date);

// True where the crate list names this crate in this version; an empty version meets every
// requirement.
const Crate* affected_crate(const Entry& entry, Text name, Text version);

}  // namespace doctor::knowledge
