#include "override/crates.h"

#include "base/text.h"
#include "base/version.h"

namespace doctor::override {
namespace {

std::string described(const knowledge::Crate& crate) {
  std::string out = "`" + std::string(crate.name) + "`";
  if (!crate.versions.empty()) out += " " + std::string(crate.versions);
  if (!crate.note.empty()) out += " (" + std::string(crate.note) + ")";
  return out;
}

std::string list(const std::vector<std::string>& items) {
  return text::join(items, ", ");
}

}  // namespace

std::vector<std::string> crate_advice(const knowledge::Entry& entry, const std::string& crate,
                                      const std::string& version) {
  std::vector<std::string> all;
  std::vector<std::string> at_version;  // other crates with a range that holds the version
  const knowledge::Crate* named = nullptr;
  const auto parsed = Version::parse(version);
  for (const knowledge::Crate& known : entry.crates) {
    all.push_back("`" + std::string(known.name) + "`");
    if (known.name == crate)
      named = &known;
    else if (parsed && !known.versions.empty() && satisfies(*parsed, known.versions))
      at_version.push_back(described(known));
  }
  if (all.empty()) return {};
  if (crate.empty()) {
    return {"Name the crate that cargo blames (\"could not compile\"). Known to be affected: " +
            list(all) + "."};
  }
  if (named == nullptr || named->versions.empty()) return {};
  if (!parsed) return {"Affected are " + described(*named) + "; check the version in Cargo.lock."};
  if (satisfies(*parsed, named->versions)) return {};
  std::string sentence = "`" + crate + "` " + version + " lies outside the affected versions (" +
                         std::string(named->versions) + ").";
  if (!at_version.empty())
    sentence += " At that version the construct is in " + list(at_version) +
                ": name that crate if cargo blames it.";
  return {sentence};
}

}  // namespace doctor::override
