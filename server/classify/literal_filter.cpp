#include "classify/literal_filter.h"

#include <algorithm>
#include <limits>

namespace doctor::classify {

LiteralFilter::LiteralFilter(std::vector<std::string> literals) : literals_(std::move(literals)) {
  for (std::size_t i = 0; i < fold_.size(); ++i) {
    fold_[i] = static_cast<unsigned char>(i >= 'A' && i <= 'Z' ? i - 'A' + 'a' : i);
  }
  // A literal that contains another one adds nothing.
  std::sort(literals_.begin(), literals_.end(),
            [](const std::string& a, const std::string& b) { return a.size() < b.size() || (a.size() == b.size() && a < b); });
  std::vector<std::string> kept;
  for (std::string& literal : literals_) {
    const bool is_covered = std::any_of(kept.begin(), kept.end(), [&](const std::string& shorter) {
      return literal.find(shorter) != std::string::npos;
    });
    if (!is_covered) kept.push_back(std::move(literal));
  }
  literals_ = std::move(kept);
  if (literals_.empty()) return;
  window_ = std::min<std::size_t>(literals_.front().size(), std::numeric_limits<std::uint8_t>::max());
  shift_.fill(static_cast<std::uint8_t>(window_ - 1));
  for (std::uint32_t index = 0; index < literals_.size(); ++index) {
    const std::string& literal = literals_[index];
    for (std::size_t end = 1; end < window_; ++end) {
      const std::size_t bucket = bucket_of(static_cast<unsigned char>(literal[end - 1]),
                                           static_cast<unsigned char>(literal[end]));
      shift_[bucket] = std::min(shift_[bucket], static_cast<std::uint8_t>(window_ - 1 - end));
      if (end == window_ - 1) candidates_[bucket].push_back(index);
    }
  }
}

std::size_t LiteralFilter::find(std::string_view text, std::size_t from) const {
  if (literals_.empty()) return std::string_view::npos;
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  std::size_t end = from + window_ - 1;  // last byte of the window
  while (end < text.size()) {
    const std::size_t bucket = bucket_of(fold_[bytes[end - 1]], fold_[bytes[end]]);
    const std::size_t shift = shift_[bucket];
    if (shift != 0) {
      end += shift;
      continue;
    }
    const std::size_t start = end - (window_ - 1);
    for (const std::uint32_t index : candidates_[bucket]) {
      const std::string& literal = literals_[index];
      if (text.size() - start < literal.size()) continue;
      const bool is_equal = std::equal(literal.begin(), literal.end(), bytes + start, [this](char a, unsigned char b) {
        return static_cast<unsigned char>(a) == fold_[b];
      });
      if (is_equal) return start;
    }
    ++end;
  }
  return std::string_view::npos;
}

}  // namespace doctor::classify
