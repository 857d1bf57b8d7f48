// What a function that may fail returns: a value, or a Problem that a person can act on.
// Expected failures travel as values; exceptions of third-party code are caught where that code is
// owned.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "base/location.h"

namespace doctor {

// One clear sentence about what is wrong, and where. The sentence has no final line break.
struct Problem {
  std::string message;
  Location where;

  // "file:line: message", or the message alone where no place is known.
  std::string str() const;
};

// A value of type T or the Problem that prevented it (or what a folder has in its place). Ask ok()
// before value().
template <typename T, typename Trouble = Problem>
class [[nodiscard]] Result {
 public:
  Result(T value) : content_(std::move(value)) {}            // NOLINT: conversion is the point
  Result(Trouble problem) : content_(std::move(problem)) {}  // NOLINT: conversion is the point

  bool ok() const { return std::holds_alternative<T>(content_); }
  const T& value() const& { return std::get<T>(content_); }
  T& value() & { return std::get<T>(content_); }
  T&& value() && { return std::get<T>(std::move(content_)); }
  const Trouble& problem() const { return std::get<Trouble>(content_); }

 private:
  std::variant<T, Trouble> content_;
};

}  // namespace doctor
