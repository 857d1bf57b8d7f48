// A server started over pipes, as a client starts it.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace doctor::bench {

// Ends the server by closing its input. Any failure to start or talk ends the benchmark with a
// message.
class ServerProcess {
 public:
  // `command` is looked for on PATH.
  explicit ServerProcess(const std::vector<std::string>& command);
  ~ServerProcess();
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  void send(const std::string& line);  // without its line break
  std::string receive();               // one line
  pid_t pid() const { return pid_; }

 private:
  pid_t pid_ = 0;
  int input_ = -1;
  int output_ = -1;
  std::string pending_;
};

}  // namespace doctor::bench
