// Where a log's bytes come from: a text in memory or an open file. The classifier reads nothing
// else, so that text of any size passes through in bounded memory.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"

namespace doctor {

class ByteSource {
 public:
  virtual ~ByteSource() = default;

  // Fills at most `size` bytes and returns how many; 0 is the end. A failing read is a Problem.
  virtual Result<std::size_t> read(char* buffer, std::size_t size) = 0;
};

// Reads from a text that must outlive the source.
class TextSource : public ByteSource {
 public:
  explicit TextSource(std::string_view text) : rest_(text) {}
  Result<std::size_t> read(char* buffer, std::size_t size) override;

 private:
  std::string_view rest_;
};

// Reads from a file descriptor and closes it at the end of its life.
class DescriptorSource : public ByteSource {
 public:
  // `name` is used in messages only.
  DescriptorSource(int descriptor, std::string name)
      : descriptor_(descriptor), name_(std::move(name)) {}
  ~DescriptorSource() override;
  DescriptorSource(const DescriptorSource&) = delete;
  DescriptorSource& operator=(const DescriptorSource&) = delete;
  Result<std::size_t> read(char* buffer, std::size_t size) override;

 private:
  int descriptor_;
  std::string name_;
};

}  // namespace doctor
