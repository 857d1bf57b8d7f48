// Finds where any of a few hundred texts occurs, much faster than a regex engine: the classifier
// runs its patterns only on lines that hold one of their literals.
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
// Only every n-th group of four bytes is looked up in a bit table, where n is such that every
// occurrence of every literal covers one of them. The steps do not depend on each other, which is
// what makes this faster than algorithms that compute the next shift from the last byte.
class LiteralFilter {
 public:
  static constexpr std::size_t kShortest = 5;

  // Literals in lower case, each of at least kShortest bytes.
  explicit LiteralFilter(std::vector<std::string> literals);

  // Less those that contain another one: they add nothing.
  static std::vector<std::string> without_covered(std::vector<std::string> literals);

  // Marks literals that find() passes over, by their numbers; empty: none.
  using Ignored = std::vector<bool>;

  // Offset of an occurrence that begins at or after `from`, or npos. Of two occurrences in
  // different lines the earlier one is found first.
  std::size_t find(std::string_view text, std::size_t from, const Ignored& ignored = {}) const;

  // The literals that are looked for, by number.
  const std::vector<std::string>& literals() const { return literals_; }

 private:
  static constexpr std::size_t kGram = 4;
  static constexpr unsigned kHashBits = 17;

  struct Place {
    std::uint32_t literal;
    std::uint32_t offset;  // of the group in the literal
    std::uint32_t hash;    // of the group
  };

  static std::uint32_t hash_at(const char* bytes);
  std::uint64_t bit_of(std::uint32_t hash) const { return bits_[hash >> 6U] >> (hash & 63U) & 1U; }
  std::size_t verify(std::string_view text, std::size_t sample, std::size_t from,
                     const Ignored& ignored) const;

  std::vector<std::string> literals_;
  std::size_t stride_ = 1;
  std::array<std::uint64_t, (1U << kHashBits) / 64> bits_{};
  std::array<std::vector<Place>, 4096> places_;  // by the low bits of the hash
};

}  // namespace doctor::classify
