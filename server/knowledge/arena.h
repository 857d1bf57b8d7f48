// Memory for entries that are read at run time: they are views, like the compiled ones, and this
// owns what they view.
#pragma once

#include <deque>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace doctor::knowledge {

// Everything kept lives as long as the arena. Not thread-safe.
class Arena {
 public:
  std::string_view keep(std::string text) { return texts_.emplace_back(std::move(text)); }

  template <typename T>
  std::span<const T> keep(std::vector<T> items) {
    auto held = std::make_shared<const std::vector<T>>(std::move(items));
    lists_.push_back(held);
    return *held;
  }

 private:
  std::deque<std::string> texts_;
  std::vector<std::shared_ptr<const void>> lists_;
};

}  // namespace doctor::knowledge
