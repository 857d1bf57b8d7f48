#include "tests/support/http_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <stdexcept>

#include "base/text.h"
#include "mcp/protocol.h"

namespace doctor::test {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::string_view kLineEnd = "\r\n";

// "data:" of the last event in a stream.
std::string last_event(const std::string& stream) {
  const std::size_t at = stream.rfind("\ndata: ");
  if (at == std::string::npos) return stream;
  const std::size_t start = at + 7;
  return stream.substr(start, stream.find('\n', start) - start);
}

}  // namespace

int HttpAnswer::error() const {
  const Json json = message();
  return json.is_object() && json.contains("error") ? json["error"].value("code", 0) : 0;
}

Json HttpAnswer::message() const {
  Result<Json> parsed = json::parse(last_event(body));
  return parsed.ok() ? std::move(parsed).value() : Json(nullptr);
}

HttpConnection::HttpConnection(int port) : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {  // NOLINT
    throw std::runtime_error("cannot connect to port " + std::to_string(port));
  }
}

HttpConnection::~HttpConnection() {
  close(socket_);
}

bool HttpConnection::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

bool HttpConnection::receive(Clock::time_point until) {
  const auto left = std::chrono::ceil<Milliseconds>(until - Clock::now()).count();
  pollfd end{socket_, POLLIN, 0};
  if (at_end_ || poll(&end, 1, static_cast<int>(std::max<long long>(left, 0))) <= 0) return false;
  std::array<char, 65536> bytes{};
  const ssize_t count = recv(socket_, bytes.data(), bytes.size(), 0);
  at_end_ = count <= 0;
  if (count > 0) buffer_.append(bytes.data(), static_cast<std::size_t>(count));
  return !at_end_;
}

std::optional<HttpAnswer> HttpConnection::answer(Milliseconds wait) {
  const auto until = Clock::now() + wait;
  std::size_t end = std::string::npos;
  while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
    if (!receive(until)) return std::nullopt;
  }
  HttpAnswer answer;
  const std::string head = buffer_.substr(0, end);
  buffer_.erase(0, end + 4);
  if (!head.starts_with("HTTP/1.1 ")) return std::nullopt;
  answer.status = std::stoi(head.substr(9));
  for (const std::string_view line : text::split(head, '\n')) {
    const std::size_t colon = line.find(": ");
    if (colon == std::string_view::npos) continue;
    answer.headers[text::lower(line.substr(0, colon))] = text::trim(line.substr(colon + 2));
  }
  if (answer.status == 100) return this->answer(wait);
  if (!take_body(answer, until)) return std::nullopt;
  return answer;
}

bool HttpConnection::take_body(HttpAnswer& answer, Clock::time_point until) {
  const auto take = [&](std::size_t size, std::string& target) {
    while (buffer_.size() < size) {
      if (!receive(until)) return false;
    }
    target.append(buffer_, 0, size);
    buffer_.erase(0, size);
    return true;
  };
  if (answer.headers["transfer-encoding"] != "chunked") {
    const std::string length = answer.headers["content-length"];
    return take(length.empty() ? 0 : std::stoul(length), answer.body);
  }
  while (true) {
    std::size_t end = 0;
    while ((end = buffer_.find(kLineEnd)) == std::string::npos) {
      if (!receive(until)) return false;
    }
    const std::size_t size = std::stoul(buffer_.substr(0, end), nullptr, 16);
    buffer_.erase(0, end + 2);
    std::string line_end;
    if (!take(size, answer.body) || !take(2, line_end)) return false;
    if (size == 0) return true;
  }
}

bool HttpConnection::sees(std::string_view part, Milliseconds wait) {
  const auto until = Clock::now() + wait;
  std::size_t at = std::string::npos;
  while ((at = buffer_.find(part)) == std::string::npos) {
    if (!receive(until)) return false;
  }
  buffer_.erase(0, at + part.size());
  return true;
}

bool HttpConnection::is_closed(Milliseconds wait) {
  const auto until = Clock::now() + wait;
  while (receive(until)) {
  }
  return at_end_ && buffer_.empty();
}

std::string post_text(std::string_view body, std::string_view headers) {
  return std::string("POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n")
      .append("Accept: application/json, text/event-stream\r\n")
      .append(headers)
      .append("Content-Length: " + std::to_string(body.size()) + "\r\n\r\n")
      .append(body);
}

std::string modern_text(Json message, std::string_view headers) {
  message["jsonrpc"] = "2.0";
  if (!message.contains("id")) message["id"] = 1;
  Json& params = message["params"];
  params["_meta"][std::string(mcp::kMetaVersion)] = mcp::kModernVersion;
  params["_meta"][std::string(mcp::kMetaCapabilities)] = Json::object();
  const std::string method = message["method"];
  std::string lines = "MCP-Protocol-Version: " + std::string(mcp::kModernVersion) +
                      "\r\nMcp-Method: " + method + "\r\n";
  if (params.contains("name")) lines += "Mcp-Name: " + params["name"].get<std::string>() + "\r\n";
  return post_text(json::print(message), lines + std::string(headers));
}

std::optional<HttpAnswer> ask(int port, std::string_view text) {
  HttpConnection connection(port);
  connection.send(text);
  return connection.answer();
}

}  // namespace doctor::test
