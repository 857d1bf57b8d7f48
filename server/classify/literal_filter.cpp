#include "classify/literal_filter.h"

#include <algorithm>
#include <cstring>

namespace doctor::classify {
namespace {

char fold(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// What most lines of a good build are made of: groups of bytes that occur here say little.
constexpr std::string_view kGoodBuild =
    "   compiling    checking   downloaded   downloading    finished     running `rustc "
    "--crate-name lib --edition=2021 src/lib.rs --crate-type lib --emit=dep-info,metadata,link "
    "-c embed-bitcode=no -c debuginfo=2 -c metadata= --out-dir target/debug/deps -l dependency= "
    "--extern --cap-lints /nix/store/ building '/nix/store/ .drv'... copying path '/nix/store/ "
    "from 'https://cache.nixos.org'... test tests:: ... ok warning: unused variable: ` error: "
    "  --> src/main.rs:  |     ^^^^ help: if this is intentional, prefix it with an underscore: "
    " = note: `#[warn(unused_variables)]` on by default function is never used .cargo/registry/";

// Offset of the `size` bytes of a literal of which the fewest groups stand in good builds.
std::size_t rarest_window(const std::string& literal, std::size_t size, std::size_t gram) {
  const auto common = [&](std::size_t offset) {
    std::size_t count = 0;
    for (std::size_t at = offset; at + gram <= offset + size; ++at)
      count += kGoodBuild.find(literal.substr(at, gram)) != std::string_view::npos ? 1 : 0;
    return count;
  };
  std::size_t best = 0;
  std::size_t fewest = common(0);
  for (std::size_t offset = 1; offset + size <= literal.size() && fewest > 0; ++offset) {
    const std::size_t count = common(offset);
    if (count < fewest) {
      fewest = count;
      best = offset;
    }
  }
  return best;
}

}  // namespace

std::vector<std::string> LiteralFilter::without_covered(std::vector<std::string> literals) {
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

std::uint32_t LiteralFilter::hash_at(const char* bytes) {
  constexpr std::uint32_t kLowerCase =
      0x20202020U;  // folds letters; other bytes collide, verify() tells
  constexpr std::uint32_t kFactor = 0x9E3779B1U;
  std::uint32_t gram = 0;
  std::memcpy(&gram, bytes, kGram);
  return ((gram | kLowerCase) * kFactor) >> (32U - kHashBits);
}

LiteralFilter::LiteralFilter(std::vector<std::string> literals) : literals_(std::move(literals)) {
  if (literals_.empty()) return;
  const auto shortest = std::min_element(
      literals_.begin(), literals_.end(),
      [](const std::string& a, const std::string& b) { return a.size() < b.size(); });
  stride_ = shortest->size() - kGram + 1;
  for (std::uint32_t index = 0; index < literals_.size(); ++index) {
    const std::string& literal = literals_[index];
    const auto first =
        static_cast<std::uint32_t>(rarest_window(literal, stride_ + kGram - 1, kGram));
    for (std::uint32_t offset = first; offset < first + stride_; ++offset) {
      const std::uint32_t hash = hash_at(literal.data() + offset);
      bits_[hash >> 6U] |= std::uint64_t{1} << (hash & 63U);
      places_[hash % places_.size()].push_back({index, offset, hash});
    }
  }
}

std::size_t LiteralFilter::verify(std::string_view text, std::size_t sample, std::size_t from,
                                  const Ignored& ignored) const {
  const std::uint32_t hash = hash_at(text.data() + sample);
  for (const Place& place : places_[hash % places_.size()]) {
    if (place.hash != hash || sample < from + place.offset) continue;
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
