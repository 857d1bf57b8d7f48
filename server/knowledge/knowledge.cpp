#include "knowledge/knowledge.h"

#include <algorithm>

#include "base/similar.h"
#include "base/version.h"

namespace doctor::knowledge {

Knowledge::Knowledge(std::span<const Entry> entries, std::span<const Sign> signs,
                     std::span<const Page> pages)
    : entries_(entries.begin(), entries.end()), signs_(signs), pages_(pages) {
  std::sort(entries_.begin(), entries_.end(),
            [](const Entry& a, const Entry& b) { return a.id < b.id; });
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    by_id_.emplace(entries_[i].id, i);
    for (const Text alias : entries_[i].aliases) by_id_.emplace(alias, i);
  }
}

const Entry* Knowledge::find(Text id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &entries_[found->second];
}

const Page* Knowledge::find_page(Text name) const {
  const auto found = std::find_if(pages_.begin(), pages_.end(),
                                  [&](const Page& page) { return page.name == name; });
  return found == pages_.end() ? nullptr : &*found;
}

std::string Knowledge::closest_id(Text id) const {
  std::vector<Text> ids;
  for (const auto& [known, index] : by_id_) ids.push_back(known);
  return closest(id, ids);
}

Applies applies(const Entry& entry, Text nightly_date) {
  constexpr std::size_t kPrefix = Text("nightly-").size();
  if (!entry.since.empty() && nightly_date < entry.since.substr(kPrefix)) return Applies::kNotYet;
  if (!entry.fixed_in.empty() && nightly_date >= entry.fixed_in.substr(kPrefix))
    return Applies::kNoLonger;
  return Applies::kYes;
}

const Crate* affected_crate(const Entry& entry, Text name, Text version) {
  const auto parsed = Version::parse(version);
  const auto found =
      std::find_if(entry.crates.begin(), entry.crates.end(), [&](const Crate& crate) {
        return crate.name == name && (!parsed || satisfies(*parsed, crate.versions));
      });
  return found == entry.crates.end() ? nullptr : &*found;
}

}  // namespace doctor::knowledge
