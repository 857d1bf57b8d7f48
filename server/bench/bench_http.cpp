// bench_http NAME URL TOOL ARGUMENTS: calls of one tool over HTTP on connections that stay open.
// Prints two rows of a Markdown table: the time of one call after the other, and calls per second
// on 8 connections. ARGUMENTS is a JSON object.
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <iomanip>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "base/text.h"
#include "json/json.h"

namespace {

using Clock = std::chrono::steady_clock;
using doctor::Json;

constexpr int kWarmUp = 200;
constexpr int kSerial = 5000;
constexpr int kConnections = 8;
constexpr int kPerConnection = 4000;

[[noreturn]] void give_up(const std::string& reason) {
  std::cerr << "bench_http: " << reason << "\n";
  std::_Exit(1);
}

class Connection {
 public:
  explicit Connection(int port) : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* const plain = reinterpret_cast<sockaddr*>(&address);  // NOLINT: sockets are like that
    if (connect(socket_, plain, sizeof address) != 0) give_up("cannot connect");
    const int yes = 1;
    setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  }
  ~Connection() { close(socket_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // One call and its whole answer, which must be a result.
  void call(const std::string& request) {
    if (send(socket_, request.data(), request.size(), MSG_NOSIGNAL) !=
        static_cast<ssize_t>(request.size())) {
      give_up("cannot send");
    }
    std::size_t end = std::string::npos;
    while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) receive();
    const std::string head = doctor::text::lower(buffer_.substr(0, end + 2));
    const std::size_t length = head.find("\r\ncontent-length:");
    std::size_t size = end + 4;
    if (length != std::string::npos) {
      size += std::stoul(head.substr(length + 17));
      while (buffer_.size() < size) receive();
    } else {
      while ((end = buffer_.find("\r\n0\r\n\r\n", size - 2)) == std::string::npos) receive();
      size = end + 7;
    }
    if (buffer_.find("\"result\"") >= size) give_up("no result: " + buffer_);
    buffer_.erase(0, size);
  }

 private:
  void receive() {
    std::array<char, 65536> bytes{};
    const ssize_t count = recv(socket_, bytes.data(), bytes.size(), 0);
    if (count <= 0) give_up("the connection was closed");
    buffer_.append(bytes.data(), static_cast<std::size_t>(count));
  }

  const int socket_;
  std::string buffer_;
};

std::string request(const std::string& tool, const std::string& arguments) {
  Json call = {{"jsonrpc", "2.0"}, {"id", 1}, {"method", "tools/call"}};
  call["params"] = {{"name", tool},
                    {"arguments", Json::parse(arguments)},
                    {"_meta",
                     {{"io.modelcontextprotocol/protocolVersion", "2026-07-28"},
                      {"io.modelcontextprotocol/clientCapabilities", Json::object()}}}};
  const std::string body = doctor::json::print(call);
  return "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
         "Accept: application/json, text/event-stream\r\nMCP-Protocol-Version: 2026-07-28\r\n"
         "Mcp-Method: tools/call\r\nMcp-Name: " +
         tool + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

double median_us(int port, const std::string& text) {
  Connection connection(port);
  for (int i = 0; i < kWarmUp; ++i) connection.call(text);
  std::vector<double> times;
  for (int i = 0; i < kSerial; ++i) {
    const auto start = Clock::now();
    connection.call(text);
    times.push_back(std::chrono::duration<double, std::micro>(Clock::now() - start).count());
  }
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

double per_second(int port, const std::string& text) {
  std::vector<std::thread> clients;
  const auto start = Clock::now();
  for (int i = 0; i < kConnections; ++i) {
    clients.emplace_back([&] {
      Connection connection(port);
      for (int call = 0; call < kPerConnection; ++call) connection.call(text);
    });
  }
  for (std::thread& client : clients) client.join();
  return kConnections * kPerConnection /
         std::chrono::duration<double>(Clock::now() - start).count();
}

void row(const std::string& what, double value, const std::string& unit, const char* target) {
  std::cout << "| " << what << " | " << std::fixed << std::setprecision(0) << value << " " << unit
            << " | " << target << " |\n";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    std::cerr << "usage: bench_http NAME URL TOOL ARGUMENTS\n";
    return 2;
  }
  const std::string name = argv[1];
  const std::string url = argv[2];
  const int port = std::atoi(url.c_str() + url.rfind(':') + 1);
  const std::string text = request(argv[3], argv[4]);
  row("HTTP, " + name + ", serial p50", median_us(port, text), "µs", "80 µs");
  row("HTTP, " + name + ", 8 connections", per_second(port, text), "/s", "10,000/s");
}
