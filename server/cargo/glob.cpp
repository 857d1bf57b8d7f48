#include "cargo/glob.h"

#include "base/text.h"
#include "cargo/paths.h"

namespace doctor::cargo {
namespace {

constexpr std::string_view kSpecial = "*?[";
constexpr int kDeepest = 16;            // folders that ** goes down
constexpr std::size_t kMost = 100'000;  // folders looked at

// Whether `c` is in the class that starts at pattern[i]; moves `i` behind it. A class that is not
// closed is a plain "[".
bool fits_class(std::string_view pattern, std::size_t& i, char c) {
  const bool is_negated = i + 1 < pattern.size() && pattern[i + 1] == '!';
  const std::size_t first = i + (is_negated ? 2 : 1);
  const std::size_t end = pattern.find(']', first + 1);
  if (end == std::string_view::npos) {
    ++i;
    return c == '[';
  }
  bool is_in = false;
  for (std::size_t k = first; k < end; ++k) {
    if (k + 2 < end && pattern[k + 1] == '-') {
      is_in = is_in || (pattern[k] <= c && c <= pattern[k + 2]);
      k += 2;
    } else {
      is_in = is_in || pattern[k] == c;
    }
  }
  i = end + 1;
  return is_in != is_negated;
}

class Expansion {
 public:
  Expansion(const Files& files, std::vector<std::string_view> parts)
      : files_(files), parts_(std::move(parts)) {}

  std::vector<std::string> from(const std::string& folder) {
    descend(folder, 0, 0);
    return std::move(found_);
  }

 private:
  void descend(const std::string& folder, std::size_t part, int depth) {
    if (part == parts_.size()) {
      found_.push_back(folder);
      return;
    }
    const std::string_view name = parts_[part];
    if (name.find_first_of(kSpecial) == std::string_view::npos) {
      const std::string next = join(folder, name);
      if (files_.kind(next) == PathKind::kFolder) descend(next, part + 1, depth);
      return;
    }
    const bool is_deep = name == "**";
    if (is_deep) descend(folder, part + 1, depth);
    if (is_deep && depth >= kDeepest) return;
    for (const std::string& child : files_.subfolders(folder)) {
      if (++visited_ > kMost) return;
      if (is_deep) {
        descend(join(folder, child), part, depth + 1);
      } else if (glob_matches(name, child)) {
        descend(join(folder, child), part + 1, depth);
      }
    }
  }

  const Files& files_;
  std::vector<std::string_view> parts_;
  std::vector<std::string> found_;
  std::size_t visited_ = 0;
};

}  // namespace

bool glob_matches(std::string_view pattern, std::string_view name) {
  std::size_t p = 0;
  std::size_t n = 0;
  std::size_t star = std::string_view::npos;
  std::size_t retry = 0;
  while (n < name.size()) {
    std::size_t next = p + 1;
    bool fits = false;
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      retry = n;
      continue;
    }
    if (p < pattern.size() && pattern[p] == '[') {
      next = p;
      fits = fits_class(pattern, next, name[n]);
    } else if (p < pattern.size()) {
      fits = pattern[p] == '?' || pattern[p] == name[n];
    }
    if (fits) {
      p = next;
      ++n;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      n = ++retry;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

std::vector<std::string> expand_folders(const Files& files, const std::string& folder,
                                        const std::string& pattern) {
  const std::string whole = join(folder, pattern);
  if (pattern.find_first_of(kSpecial) == std::string::npos) return {whole};
  std::vector<std::string_view> parts;
  for (const std::string_view part : text::split(whole, '/')) {
    if (!part.empty()) parts.push_back(part);
  }
  std::vector<std::string> found = Expansion(files, parts).from("/");
  if (found.empty()) found.push_back(whole);  // as cargo: the error then names the pattern
  return found;
}

}  // namespace doctor::cargo
