// The program rust-nix-doctor-http as its operator starts it.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <csignal>
#include <fstream>

#include "http/http_server.h"
#include "tests/support/child.h"
#include "tests/support/http_client.h"
#include "tests/support/paths.h"
#include "tests/support/run_command.h"
#include "tests/support/scratch.h"

namespace doctor::test {
namespace {

using std::chrono::milliseconds;

const milliseconds kPatience{10'000 * slack()};

// A server that listens, on a free port unless the arguments say where.
class Server {
 public:
  explicit Server(std::vector<std::string> arguments)
      : child_(http_executable(), with_port(arguments)) {
    const std::optional<std::string> url = child_.line(kPatience);
    if (!url) return;
    url_ = *url;
    const std::size_t colon = url->rfind(':');
    if (colon != std::string::npos) port_ = std::stoi(url->substr(colon + 1));
  }

  int port() const { return port_; }
  const std::string& url() const { return url_; }
  Child& child() { return child_; }

  // The text of a tool's answer, with its errors.
  std::string call(const std::string& tool, const Json& arguments) const {
    const auto answer =
        ask(port_, modern_text({{"method", "tools/call"},
                                {"params", {{"name", tool}, {"arguments", arguments}}}}));
    if (!answer || answer->status != 200) return "(no answer)";
    return answer->message()["result"]["content"][0]["text"].get<std::string>();
  }

 private:
  static std::vector<std::string> with_port(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"--listen", "127.0.0.1:0"});
    return arguments;
  }

  Child child_;
  std::string url_;
  int port_ = 0;
};

TEST(HttpExecutable, MakesItsTokenAndAsksForIt) {
  const Scratch scratch;
  const std::string file = scratch.path() + "/state/token";
  Server server({"--token-file", file});
  ASSERT_NE(server.port(), 0);
  EXPECT_EQ(server.url(), "http://127.0.0.1:" + std::to_string(server.port()) + "/mcp");
  struct stat status {};
  ASSERT_EQ(stat(file.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777U, 0600U);
  std::string token;
  std::ifstream(file) >> token;
  const Json list = {{"method", "tools/list"}};
  EXPECT_EQ(ask(server.port(), modern_text(list))->status, 401);
  EXPECT_EQ(
      ask(server.port(), modern_text(list, "Authorization: Bearer " + token + "\r\n"))->status,
      200);
  EXPECT_EQ(ask(server.port(), "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")->status, 200);
}

TEST(HttpExecutable, EndsOnEverySignal) {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    Server server({"--no-auth"});
    ASSERT_NE(server.port(), 0);
    HttpConnection idle(server.port());
    idle.send("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
    ASSERT_TRUE(idle.answer());
    server.child().signal(signal);
    EXPECT_EQ(server.child().wait_exit(kPatience), 0) << signal;
  }
}

TEST(HttpExecutable, ReadsNoFilesForStrangers) {
  const Scratch scratch;
  scratch.write("build.log", "error: asm! and global_asm! sym operands are not yet supported\n");
  const std::string log = scratch.path() + "/build.log";
  Server closed({"--no-auth"});
  const std::string refused = closed.call("classify_error", {{"path", log}});
  EXPECT_TRUE(refused.starts_with("`path` is not taken here")) << refused;
  EXPECT_TRUE(closed.call("explain_backend", {{"project_dir", scratch.path()}})
                  .starts_with("`project_dir` is not taken here"));
  EXPECT_NE(closed
                .call("classify_error", {{"log",
                                          "error: asm! and global_asm! sym operands are "
                                          "not yet supported"}})
                .find("sym"),
            std::string::npos);

  Server open({"--no-auth", "--allow-root", scratch.path()});
  EXPECT_NE(open.call("classify_error", {{"path", "build.log"}}).find("sym"), std::string::npos);
  EXPECT_NE(open.call("classify_error", {{"path", log}}).find("sym"), std::string::npos);
  scratch.run("ln -s /etc/passwd link");
  for (const std::string path : {"/etc/passwd", "../../../../../../etc/passwd", "link", "/tmp"}) {
    const std::string answer = open.call("classify_error", {{"path", path}});
    EXPECT_TRUE(answer.starts_with("`path` cannot be used")) << path << ": " << answer;
  }
}

TEST(HttpExecutable, WrongUsageIsSaid) {
  const auto check = [](const std::vector<std::string>& arguments, const std::string& expected) {
    std::vector<std::string> words{http_executable()};
    words.insert(words.end(), arguments.begin(), arguments.end());
    const Outcome outcome = run_command(words, "/");
    EXPECT_EQ(outcome.status, 2) << outcome.output;
    EXPECT_NE(outcome.output.find(expected), std::string::npos) << outcome.output;
  };
  check({"--port", "1"}, "There is no option --port");
  check({"--listen", "nowhere"}, "it takes HOST:PORT");
  check({"--no-auth", "--allow-root", "/no/such/folder"}, "there is no such folder");
  check({"--token-file", "/"}, "the token must lie in a regular file");
}

TEST(HttpExecutable, AnAddressThatCannotBeHadIsSaid) {
  Server first({"--no-auth"});
  ASSERT_NE(first.port(), 0);
  const std::string taken = "127.0.0.1:" + std::to_string(first.port());
  const Outcome outcome = run_command({http_executable(), "--no-auth", "--listen", taken}, "/");
  EXPECT_EQ(outcome.status, 1);
  EXPECT_NE(outcome.output.find("cannot listen on 127.0.0.1"), std::string::npos) << outcome.output;
}

// Versions below 0.20 bound nothing by themselves.
TEST(HttpExecutable, AnOldLibraryStaysOnLoopback) {
  if (http::library_facts().fit_for_networks) {
    GTEST_SKIP() << "built with cpp-httplib " << http::library_facts().version;
  }
  const Outcome outcome =
      run_command({http_executable(), "--no-auth", "--listen", "0.0.0.0:0"}, "/");
  EXPECT_EQ(outcome.status, 2);
  EXPECT_NE(outcome.output.find("it listens on loopback only"), std::string::npos)
      << outcome.output;
}

// The server that everybody runs has no network code in it.
TEST(HttpExecutable, TheStdioServerLinksNoHttp) {
  const auto libraries = [](const std::string& program) {
    return run_command({"ldd", program}, "/").output;
  };
  const std::string stdio = libraries(executable());
  if (stdio.find("libc.") == std::string::npos) GTEST_SKIP() << "no ldd, or a static executable";
  for (const char* const library : {"httplib", "libssl", "libcrypto"}) {
    EXPECT_EQ(stdio.find(library), std::string::npos) << stdio;
  }
  std::ifstream file(executable(), std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  EXPECT_EQ(bytes.find("cpp-httplib"), std::string::npos);
  EXPECT_EQ(bytes.find("Mcp-Session-Id"), std::string::npos);
}

}  // namespace
}  // namespace doctor::test
