// One call that may take long, together with the duty to answer it.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "rpc/handler.h"
#include "rpc/reply_once.h"

namespace doctor::rpc {

// To be run once, on any thread, or refused; a job that is dropped answers with an internal error.
class Job {
 public:
  // `outgoing` is the connection's.
  Job(Later work, std::unique_ptr<ReplyOnce> reply, std::shared_ptr<Outgoing> outgoing,
      std::string method, std::size_t bytes);

  // Runs the call and answers it. Whatever it throws becomes an internal error. Never throws.
  void run();

  // Answers that the server has too much to do.
  void refuse();

  // Size of the message it came from.
  std::size_t bytes() const { return bytes_; }

 private:
  Later work_;
  std::unique_ptr<ReplyOnce> reply_;
  std::shared_ptr<Outgoing> outgoing_;
  std::string method_;
  std::size_t bytes_;
};

}  // namespace doctor::rpc
