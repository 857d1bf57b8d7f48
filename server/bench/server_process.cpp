#include "bench/server_process.h"

#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>

namespace doctor::bench {
namespace {

[[noreturn]] void give_up(const std::string& reason) {
  std::cerr << "bench_server: " << reason << "\n";
  std::exit(1);
}

}  // namespace

ServerProcess::ServerProcess(const std::vector<std::string>& command) {
  std::vector<char*> words;
  for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  int to_server[2];
  int from_server[2];
  if (::pipe(to_server) != 0 || ::pipe(from_server) != 0) give_up("no pipe");
  pid_ = ::fork();
  if (pid_ < 0) give_up("no process");
  if (pid_ == 0) {
    ::dup2(to_server[0], STDIN_FILENO);
    ::dup2(from_server[1], STDOUT_FILENO);
    for (const int descriptor : {to_server[0], to_server[1], from_server[0], from_server[1]})
      ::close(descriptor);
    ::execvp(words[0], words.data());
    ::_exit(127);
  }
  ::close(to_server[0]);
  ::close(from_server[1]);
  input_ = to_server[1];
  output_ = from_server[0];
}

ServerProcess::~ServerProcess() {
  ::close(input_);
  ::waitpid(pid_, nullptr, 0);
  ::close(output_);
}

void ServerProcess::send(const std::string& line) {
  const std::string whole = line + "\n";
  std::size_t sent = 0;
  while (sent < whole.size()) {
    const ssize_t count = ::write(input_, whole.data() + sent, whole.size() - sent);
    if (count <= 0) give_up("the server does not read");
    sent += static_cast<std::size_t>(count);
  }
}

std::string ServerProcess::receive() {
  while (true) {
    const std::size_t end = pending_.find('\n');
    if (end != std::string::npos) {
      std::string line = pending_.substr(0, end);
      pending_.erase(0, end + 1);
      return line;
    }
    char buffer[1 << 16];
    const ssize_t count = ::read(output_, buffer, sizeof buffer);
    if (count <= 0) give_up("the server ended");
    pending_.append(buffer, static_cast<std::size_t>(count));
  }
}

}  // namespace doctor::bench
