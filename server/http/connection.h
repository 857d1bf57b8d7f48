// One client's connection, request by request, for http/guarded_library.
#pragma once

#include <httplib.h>

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include "http/request_head.h"

namespace doctor::http {

// The stream that the library reads one request from and writes its answer to. One thread.
class Connection : public httplib::Stream {
 public:
  using Clock = std::chrono::steady_clock;

  // Takes `socket` without closing it; `stopped` is readable from the end of the server on.
  Connection(socket_t socket, int stopped) : socket_(socket), stopped_(stopped) {}

  // Waits for the head of the next request. False where the connection is over: closed, idle for
  // too long, or the head was refused; the refusal is sent then.
  bool next();

  // The header fields as they stood on the wire.
  const RequestHead& head() const { return head_; }

  // Sends what is left of the answer. False where no further request may follow.
  bool finish();

  // Lets the peer read the last answer before the socket is closed: a close with unread bytes would
  // destroy it on its way.
  void linger();

  bool is_readable() const override;
  bool is_writable() const override;
  ssize_t read(char* bytes, std::size_t size) override;
  ssize_t write(const char* bytes, std::size_t size) override;
  void get_remote_ip_and_port(std::string& ip, int& port) const override;
  void get_local_ip_and_port(std::string& ip, int& port) const override;
  socket_t socket() const override { return socket_; }

 private:
  bool wait(short events, Clock::time_point deadline, bool until_stopped) const;
  ssize_t receive(char* bytes, std::size_t size, Clock::time_point deadline);
  bool read_head();
  bool send_all(std::string_view bytes);
  void refuse(int status, std::string_view sentence);

  const socket_t socket_;
  const int stopped_;
  RequestHead head_;
  std::string buffer_;          // bytes from the wire that were not handed out
  std::size_t offset_ = 0;      // into buffer_
  std::size_t head_left_ = 0;   // bytes of the head that the library has not read
  std::size_t body_left_ = 0;   // the same for the body
  bool reusable_ = false;       // after this request another one may come
  bool broken_ = false;         // the peer is gone
  Clock::time_point deadline_;  // for the body
  std::string held_;            // the head of the answer, to leave with what follows it
  bool holding_ = false;
};

}  // namespace doctor::http
