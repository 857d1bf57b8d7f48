// Two servers behind nginx, with the configuration of server/deploy: calls go on while one of them
// is killed and started again. DOCTOR_REPLICA_CALLS says how many calls (2,000).
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <memory>
#include <thread>

#include "base/text.h"
#include "tests/support/child.h"
#include "tests/support/golden.h"
#include "tests/support/http_client.h"
#include "tests/support/paths.h"
#include "tests/support/scratch.h"

namespace doctor::test {
namespace {

using std::chrono::milliseconds;

const milliseconds kPatience{10'000 * slack()};
constexpr int kClients = 8;

// A port that nobody listens on at the moment.
int free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const plain = reinterpret_cast<sockaddr*>(&address);  // NOLINT: sockets are like that
  const bool bound = bind(socket, plain, size) == 0 && getsockname(socket, plain, &size) == 0;
  close(socket);
  return bound ? ntohs(address.sin_port) : 0;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

class Replica {
 public:
  explicit Replica(int port) : port_(port) { start(); }

  void start() {
    child_ = std::make_unique<Child>(
        http_executable(),
        std::vector<std::string>{"--listen", "127.0.0.1:" + std::to_string(port_), "--no-auth",
                                 "--replica", "p" + std::to_string(port_)});
    EXPECT_TRUE(child_->line(kPatience)) << "a replica does not listen";
  }

  void end(int signal) {
    child_->signal(signal);
    EXPECT_TRUE(child_->wait_exit(kPatience)) << "a replica does not end";
  }

  int port() const { return port_; }

 private:
  const int port_;
  std::unique_ptr<Child> child_;
};

class ReplicasTest : public testing::Test {
 protected:
  void SetUp() override {
    if (scratch_.run("nginx -v").status != 0) GTEST_SKIP() << "nginx is not installed";
    port_ = free_port();
    one_ = std::make_unique<Replica>(free_port());
    two_ = std::make_unique<Replica>(free_port());
    scratch_.write("nginx.conf", configuration());
    ASSERT_EQ(scratch_.run("nginx -t -p . -c nginx.conf").status, 0)
        << scratch_.run("nginx -t -p . -c nginx.conf").output;
    scratch_.write("run", "exec nginx -p '" + scratch_.path() + "' -c nginx.conf 2>/dev/null\n");
    proxy_ = std::make_unique<Child>("/bin/sh", std::vector<std::string>{scratch_.path() + "/run"});
    const auto until = std::chrono::steady_clock::now() + kPatience;
    while (!ask_proxy(post_text("{"))) {
      ASSERT_LT(std::chrono::steady_clock::now(), until) << "nginx does not listen";
      std::this_thread::sleep_for(milliseconds(20));
    }
  }

  void TearDown() override {
    if (!proxy_) return;
    proxy_->signal(SIGTERM);
    EXPECT_TRUE(proxy_->wait_exit(kPatience));
  }

  // The shipped file, on other ports, without TLS, and in a frame that touches nothing else.
  std::string configuration() const {
    std::string shipped = read_source("server/deploy/nginx.conf");
    shipped = replaced(shipped, "8931", std::to_string(one_->port()));
    shipped = replaced(shipped, "8932", std::to_string(two_->port()));
    shipped = replaced(shipped, "listen 443 ssl", "listen 127.0.0.1:" + std::to_string(port_));
    shipped = replaced(shipped, "doctor.example;", "localhost;");
    shipped = replaced(shipped, "ssl_certificate", "# ssl_certificate");
    std::string frame = "daemon off; worker_processes 1; pid nginx.pid; error_log error.log;\n";
    if (geteuid() == 0) frame += "user root;\n";
    frame += "events { worker_connections 256; }\nhttp {\naccess_log off;\n";
    for (const char* const kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"}) {
      frame += std::string(kind) + "_temp_path " + kind + ";\n";
    }
    return frame + shipped + "}\n";
  }

  std::optional<HttpAnswer> ask_proxy(const std::string& text) const {
    try {
      return ask(port_, text);
    } catch (const std::exception&) {
      return std::nullopt;  // nobody listens yet
    }
  }

  const Scratch scratch_;
  int port_ = 0;
  std::unique_ptr<Replica> one_;
  std::unique_ptr<Replica> two_;
  std::unique_ptr<Child> proxy_;
};

// A call whose answer repeats a word of its own.
std::string call(const std::string& word, const std::string& headers = "") {
  return modern_text({{"id", word},
                      {"method", "tools/call"},
                      {"params",
                       {{"name", "classify_error"},
                        {"arguments", {{"log", "error: " + word + " is out of order\n"}}}}}},
                     headers);
}

bool is_answer(const std::optional<HttpAnswer>& answer, const std::string& word) {
  if (!answer || answer->status != 200) return false;
  const Json message = answer->message();
  return message.is_object() && message.value("id", "") == word && message.contains("result") &&
         json::print(message["result"]).find(word + " is out of order") != std::string::npos;
}

TEST_F(ReplicasTest, NoCallIsLostWhileOneIsKilledAndRestarted) {
  const char* const wanted = std::getenv("DOCTOR_REPLICA_CALLS");
  const int calls = wanted == nullptr ? 2000 : std::atoi(wanted);
  std::atomic<int> sent{0};
  std::atomic<int> right{0};
  std::atomic<int> reconnected{0};
  std::vector<std::thread> clients;
  for (int client = 0; client < kClients; ++client) {
    clients.emplace_back([&, client] {
      auto connection = std::make_unique<HttpConnection>(port_);
      for (int i = 0; sent++ < calls; ++i) {
        const std::string word = "word" + std::to_string(client) + "x" + std::to_string(i);
        connection->send(call(word));
        const std::optional<HttpAnswer> answer = connection->answer(kPatience);
        if (is_answer(answer, word)) {
          ++right;
        } else {
          ADD_FAILURE() << word << ": " << (answer ? answer->status : 0) << " "
                        << (answer ? answer->body : "");
        }
        const bool stays = answer && answer->headers.count("connection") > 0 &&
                           answer->headers.at("connection") != "close";
        if (!stays) {  // nginx closes after 1,000 requests
          connection = std::make_unique<HttpConnection>(port_);
          ++reconnected;
        }
      }
    });
  }
  // The one is killed without warning, the other is ended in order.
  const auto wait_for = [&](int share) {
    while (sent < calls / 6 * share) std::this_thread::sleep_for(milliseconds(1));
  };
  wait_for(1);
  one_->end(SIGKILL);
  wait_for(2);
  one_->start();
  wait_for(3);
  two_->end(SIGTERM);
  wait_for(4);
  two_->start();
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(right, calls);
  RecordProperty("calls", calls);
  RecordProperty("reconnected", reconnected);
}

TEST_F(ReplicasTest, LegacySessionsStayWithTheirServer) {
  const auto opened = ask_proxy(post_text(
      R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25"}})"));
  ASSERT_TRUE(opened);
  ASSERT_EQ(opened->status, 200) << opened->body;
  const std::string id = opened->headers.at("mcp-session-id");
  const std::string list = post_text(R"({"jsonrpc":"2.0","id":1,"method":"tools/list"})",
                                     "Mcp-Session-Id: " + id + "\r\n");
  for (int i = 0; i < 20; ++i) EXPECT_EQ(ask_proxy(list)->status, 200);
  Replica& owner = id.starts_with("p" + std::to_string(one_->port())) ? *one_ : *two_;
  owner.end(SIGKILL);
  const auto refused = ask_proxy(list);
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->status, 404);
  EXPECT_NE(refused->body.find("send initialize again"), std::string::npos) << refused->body;
  owner.start();
}

// What old libraries do not bound, the proxy does.
TEST_F(ReplicasTest, TheProxyRefusesEndlessHeaders) {
  HttpConnection line(port_);
  line.send("POST /mcp HTTP/1.1\r\nHost: localhost\r\nX: " + std::string(1 << 20U, 'x'));
  const std::optional<HttpAnswer> answer = line.answer();
  if (answer) {
    EXPECT_EQ(answer->status, 400);
  }
  const auto large =
      ask_proxy("POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n\r\n");
  ASSERT_TRUE(large);
  EXPECT_EQ(large->status, 413);
}

}  // namespace
}  // namespace doctor::test
