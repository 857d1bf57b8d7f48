#include "http/guarded_library.h"

#include <sys/socket.h>
#include <unistd.h>

#include "http/connection.h"

namespace doctor::http {
namespace {

// The library's own is 5, at which a burst of connections waits for a second.
constexpr int kBacklog = 128;

}  // namespace

bool GuardedLibrary::bind_to_port(const std::string& host, int port) {
  return httplib::Server::bind_to_port(host, port) && ::listen(svr_sock_, kBacklog) == 0;
}

int GuardedLibrary::bind_to_any_port(const std::string& host) {
  const int port = httplib::Server::bind_to_any_port(host);
  return port > 0 && ::listen(svr_sock_, kBacklog) == 0 ? port : -1;
}

bool GuardedLibrary::process_and_close_socket(socket_t socket) {
  Connection connection(socket, stopped_.fd());
  // The raw fields take the place of those that the library has decoded.
  const auto restore = [&connection](httplib::Request& request) {
    request.headers.clear();
    for (const auto& [name, value] : connection.head().fields) request.headers.emplace(name, value);
  };
  while (svr_sock_ != INVALID_SOCKET && connection.next()) {
    bool closed = false;
    const bool served = process_request(connection, connection.head().close, closed, restore);
    if (!connection.finish() || !served || closed) break;
  }
  connection.linger();
  close(socket);
  return true;
}

}  // namespace doctor::http
