// Finds where any of a few hundred texts occurs, much faster than a regex engine: the classifier runs its patterns only on lines
// that hold one of their literals.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace doctor::classify {

// Immutable after construction. Compares without regard to ASCII case.
//
// The algorithm is Wu and Manber's (1994): a table over pairs of bytes says how far the window may be shifted, so most bytes are
// never looked at.
class LiteralFilter {
 public:
  static constexpr std::size_t kShortest = 4;

  // Literals in lower case, each of at least kShortest bytes.
  explicit LiteralFilter(std::vector<std::string> literals);

  // Offset of some occurrence at or after `from`, or npos. Occurrences are found from left to right, by the end of their first window bytes.
  std::size_t find(std::string_view text, std::size_t from) const;

 private:
  static constexpr std::size_t kBuckets = 1U << 12U;

  static std::size_t bucket_of(unsigned char first, unsigned char second) {
    return ((static_cast<std::size_t>(first) << 4U) ^ second) & (kBuckets - 1);
  }

  std::vector<std::string> literals_;
  std::size_t window_ = 0;  // length of the shortest literal
  std::array<unsigned char, 256> fold_{};
  std::array<std::uint8_t, kBuckets> shift_{};
  std::array<std::vector<std::uint32_t>, kBuckets> candidates_;  // literals whose window ends in this pair
};

}  // namespace doctor::classify
