#include "classify/literal_filter.h"

#include <algorithm>
#include <cstring>

namespace doctor::classify {
namespace {

char fold(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// A literal that contains another one adds nothing.
std::vector<std::string> without_covered(std::vector<std::string> literals) {
  std::sort(literals.begin(), literals.end(), [](const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
  });
  std::vector<std::string> kept;
  for (std::string& literal : literals) {
    const bool is_covered = std::any_of(kept.begin(), kept.end(), [&](const std::string& shorter) {
      return literal.find(shorter) != std::string::npos;
    });
    if (!is_covered) kept.push_back(std::move(literal));
  }
  return kept;
}

}  // namespace

std::uint32_t LiteralFilter::hash_at(const char* bytes) {
  constexpr std::uint32_t kLowerCase =
      0x20202020U;  // folds letters; other bytes collide, verify() tells
  constexpr std::uint32_t kFactor = 0x9E3779B1U;
  std::uint32_t gram = 0;
  std::memcpy(&gram, bytes, kGram);
  return ((gram | kLowerCase) * kFactor) >> (32U - kHashBits);
}

LiteralFilter::LiteralFilter(std::vector<std::string> literals)
    : literals_(without_covered(std::move(literals))) {
  if (literals_.empty()) return;
  stride_ = literals_.front().size() - kGram + 1;
  for (std::uint32_t index = 0; index < literals_.size(); ++index) {
    for (std::uint32_t offset = 0; offset < stride_; ++offset) {
      const std::uint32_t hash = hash_at(literals_[index].data() + offset);
      bits_[hash >> 6U] |= std::uint64_t{1} << (hash & 63U);
      places_[hash % places_.size()].push_back({index, offset});
    }
  }
}

std::size_t LiteralFilter::verify(std::string_view text, std::size_t sample, std::size_t from,
                                  const Ignored& ignored) const {
  const std::uint32_t hash = hash_at(text.data() + sample);
  for (const Place& place : places_[hash % places_.size()]) {
    if (sample < from + place.offset) continue;
    if (!ignored.empty() && ignored[place.literal]) continue;
    const std::size_t start = sample - place.offset;
    const std::string& literal = literals_[place.literal];
    if (text.size() - start < literal.size()) continue;
    const bool is_equal = std::equal(literal.begin(), literal.end(),
                                     text.begin() + static_cast<std::ptrdiff_t>(start),
                                     [](char a, char b) { return a == fold(b); });
    if (is_equal) return start;
  }
  return std::string_view::npos;
}

std::size_t LiteralFilter::find(std::string_view text, std::size_t from,
                                const Ignored& ignored) const {
  if (literals_.empty()) return std::string_view::npos;
  constexpr std::size_t kUnrolled = 4;
  std::size_t sample = from;
  while (sample + (kUnrolled - 1) * stride_ + kGram <= text.size()) {
    const char* at = text.data() + sample;
    // Added up rather than or-ed: four look-ups at once, one branch.
    const std::uint64_t found_bits = bit_of(hash_at(at)) + bit_of(hash_at(at + stride_)) +
                                     bit_of(hash_at(at + 2 * stride_)) +
                                     bit_of(hash_at(at + 3 * stride_));
    if (found_bits != 0) {
      for (std::size_t i = 0; i < kUnrolled; ++i) {
        if (bit_of(hash_at(at + i * stride_)) == 0) continue;
        const std::size_t found = verify(text, sample + i * stride_, from, ignored);
        if (found != std::string_view::npos) return found;
      }
    }
    sample += kUnrolled * stride_;
  }
  for (; sample + kGram <= text.size(); sample += stride_) {
    if (bit_of(hash_at(text.data() + sample)) == 0) continue;
    const std::size_t found = verify(text, sample, from, ignored);
    if (found != std::string_view::npos) return found;
  }
  return std::string_view::npos;
}

}  // namespace doctor::classify
