// A program under test with pipes to its standard input and output.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace doctor::test {

// One thread at a time. The child inherits standard error and the environment; it is killed with
// this object where it still runs.
class Child {
 public:
  using Clock = std::chrono::steady_clock;
  using Milliseconds = std::chrono::milliseconds;

  explicit Child(const std::string& program, const std::vector<std::string>& arguments = {});
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  // Writes all of it, taking in output meanwhile so that neither side can block the other for ever.
  // False where the child no longer reads.
  bool send(std::string_view bytes);

  // The next line of output without its "\n"; nothing where none is complete within `wait`.
  std::optional<std::string> line(Milliseconds wait);

  // What was put out and not taken by line().
  std::string rest();

  void close_input();
  void close_output();
  void signal(int number);

  // The exit status, 128 + N where signal N ended it; nothing where it still runs after `wait`.
  std::optional<int> wait_exit(Milliseconds wait);

  pid_t pid() const { return pid_; }

 private:
  // Reads what there is, waiting at most until `until`. False at the end of output and in time out.
  bool take_in(Clock::time_point until);

  pid_t pid_ = -1;
  int input_ = -1;   // our end of the child's standard input
  int output_ = -1;  // our end of its standard output
  std::string buffer_;
  std::optional<int> status_;
};

}  // namespace doctor::test
