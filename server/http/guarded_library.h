// cpp-httplib 0.11 with the handling of connections replaced: that version reads on after a body
// that nobody took, percent-decodes header values, bounds neither lines nor headers, and takes
// contradicting lengths (protocol facts: CVE-2026-34441, -45372, CVE-2025-53628, -52887).
//
// Each connection gets a Connection as its stream. It reads the head of a request by itself, within
// limits, and gives the library that head and not one byte beyond the body: what the library leaves
// unread can never become a request.
#pragma once

#include <httplib.h>

#include <atomic>

#include "rpc/bell.h"

namespace doctor::http {

class GuardedLibrary : public httplib::Server {
 public:
  bool bind_to_port(const std::string& host, int port);
  int bind_to_any_port(const std::string& host);

  // Connections on which nothing is under way are closed, and others after their next answer.
  void close_idle() { stopped_.ring(); }

 private:
  bool process_and_close_socket(socket_t socket) override;

  rpc::Bell stopped_;
};

}  // namespace doctor::http
