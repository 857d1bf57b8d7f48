#include "tests/support/child.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <stdexcept>
#include <thread>
#include <vector>

extern char** environ;  // NOLINT: POSIX declares it nowhere

namespace doctor::test {
namespace {

std::array<int, 2> make_pipe() {
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) throw std::runtime_error("no pipe");
  for (const int end : ends) fcntl(end, F_SETFD, FD_CLOEXEC);
  return ends;
}

void close_once(int& end) {
  if (end >= 0) close(end);
  end = -1;
}

int milliseconds_until(Child::Clock::time_point until) {
  const auto left = std::chrono::ceil<Child::Milliseconds>(until - Child::Clock::now()).count();
  return static_cast<int>(std::max<decltype(left)>(left, 0));
}

}  // namespace

Child::Child(const std::string& program, const std::vector<std::string>& arguments) {
  std::signal(SIGPIPE, SIG_IGN);
  std::array<int, 2> in = make_pipe();
  std::array<int, 2> out = make_pipe();
  posix_spawn_file_actions_t actions{};
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in[0], STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
  std::vector<std::string> words{program};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  const int failed =
      posix_spawn(&pid_, program.c_str(), &actions, nullptr, pointers.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(in[0]);
  close(out[1]);
  input_ = in[1];
  output_ = out[0];
  fcntl(input_, F_SETFL, O_NONBLOCK);
  if (failed != 0) throw std::runtime_error("cannot start " + program);
}

Child::~Child() {
  close_input();
  close_output();
  if (status_) return;
  kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
}

bool Child::send(std::string_view bytes) {
  while (!bytes.empty()) {
    std::array<pollfd, 2> ends{pollfd{input_, POLLOUT, 0}, pollfd{output_, POLLIN, 0}};
    poll(ends.data(), ends.size(), -1);
    if ((ends[1].revents & POLLIN) != 0) take_in(Clock::now());
    const auto written = write(input_, bytes.data(), bytes.size());
    if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
    if (written < 0 && errno != EAGAIN) return false;
  }
  return true;
}

std::optional<std::string> Child::line(Milliseconds wait) {
  const Clock::time_point until = Clock::now() + wait;
  std::size_t searched = 0;
  while (true) {
    const std::size_t end = buffer_.find('\n', searched);
    if (end != std::string::npos) {
      std::string text = buffer_.substr(0, end);
      buffer_.erase(0, end + 1);
      return text;
    }
    searched = buffer_.size();
    if (!take_in(until)) return std::nullopt;
  }
}

std::string Child::rest() {
  while (take_in(Clock::now())) {
  }
  return buffer_;
}

bool Child::take_in(Clock::time_point until) {
  pollfd end{output_, POLLIN, 0};
  if (output_ < 0 || poll(&end, 1, milliseconds_until(until)) <= 0) return false;
  std::vector<char> bytes(std::size_t{64} * 1024);
  const auto count = read(output_, bytes.data(), bytes.size());
  if (count <= 0) return false;
  buffer_.append(bytes.data(), static_cast<std::size_t>(count));
  return true;
}

void Child::close_input() {
  close_once(input_);
}

void Child::close_output() {
  close_once(output_);
}

void Child::signal(int number) {
  kill(pid_, number);
}

std::optional<int> Child::wait_exit(Milliseconds wait) {
  const Clock::time_point until = Clock::now() + wait;
  while (!status_) {
    int status = 0;
    if (waitpid(pid_, &status, WNOHANG) == pid_) {
      status_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    } else if (Clock::now() >= until) {
      break;
    } else {
      // Also empties the pipe, which the child may be waiting for.
      if (!take_in(std::min(until, Clock::now() + Milliseconds(1)))) {
        std::this_thread::sleep_for(std::chrono::microseconds(200));
      }
    }
  }
  return status_;
}

}  // namespace doctor::test
