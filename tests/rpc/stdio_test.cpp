#include "rpc/stdio.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <string>
#include <string_view>
#include <thread>

namespace doctor::rpc {
namespace {

class StdioTest : public testing::Test {
 protected:
  StdioTest() {
    EXPECT_EQ(pipe(in_.data()), 0);
    EXPECT_EQ(pipe(out_.data()), 0);
  }
  ~StdioTest() override {
    for (const int end : {in_[0], in_[1], out_[0], out_[1]}) {
      if (end >= 0) close(end);
    }
  }

  void send(std::string_view text) {
    EXPECT_EQ(write(in_[1], text.data(), text.size()), static_cast<ssize_t>(text.size()));
  }
  static void shut(int& end) {
    close(end);
    end = -1;
  }
  static std::string method(const std::optional<Message>& message) {
    return std::get<Request>(*message).method;
  }

  std::array<int, 2> in_{-1, -1};
  std::array<int, 2> out_{-1, -1};
  Bell bell_;
};

TEST_F(StdioTest, ReadsMessagesUntilTheEndOfTheInput) {
  Stdio stdio(in_[0], out_[1], bell_);
  send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"a\"}\r\n\n{\"jsonrpc\":\"2.0\",");
  EXPECT_EQ(method(stdio.next()), "a");
  send("\"id\":2,\"method\":\"b\"}");
  shut(in_[1]);
  EXPECT_EQ(method(stdio.next()), "b");
  EXPECT_FALSE(stdio.next());
  EXPECT_FALSE(stdio.next());
}

// As when a launcher hands over what it has read so far: a line may begin in one and end in
// another.
TEST_F(StdioTest, ReadsOtherInputsFirst) {
  std::array<int, 2> kept{-1, -1};
  std::array<int, 2> more{-1, -1};
  EXPECT_EQ(pipe(kept.data()), 0);
  EXPECT_EQ(pipe(more.data()), 0);
  const auto put = [](int end, std::string_view text) {
    EXPECT_EQ(write(end, text.data(), text.size()), static_cast<ssize_t>(text.size()));
  };
  Stdio stdio(in_[0], out_[1], bell_, {kept[0], more[0]});
  send("\"method\":\"b\"}\n{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"c\"}\n");
  put(kept[1], "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"a\"}\n{\"jsonrpc\":\"2.0\",");
  close(kept[1]);
  EXPECT_EQ(method(stdio.next()), "a");
  std::thread late([&] {
    put(more[1], "\"id\":2,");
    close(more[1]);
  });
  EXPECT_EQ(method(stdio.next()), "b");
  late.join();
  EXPECT_EQ(method(stdio.next()), "c");
  EXPECT_EQ(close(kept[0]), -1) << "was to be closed";
  EXPECT_EQ(close(more[0]), -1) << "was to be closed";
}

TEST_F(StdioTest, TheBellEndsTheWaitForAnotherInput) {
  std::array<int, 2> other{-1, -1};
  EXPECT_EQ(pipe(other.data()), 0);
  Stdio stdio(in_[0], out_[1], bell_, {other[0]});
  bell_.ring();
  EXPECT_FALSE(stdio.next());
  for (const int end : other) close(end);
}

TEST_F(StdioTest, EndsWithTheBell) {
  Stdio stdio(in_[0], out_[1], bell_);
  std::thread ringer([this] { bell_.ring(); });
  EXPECT_FALSE(stdio.next());
  ringer.join();
}

TEST_F(StdioTest, EndsWithTheClosingOfTheOutput) {
  Stdio stdio(in_[0], out_[1], bell_);
  std::thread closer([this] { shut(out_[0]); });
  EXPECT_FALSE(stdio.next());
  closer.join();
}

TEST_F(StdioTest, ABadInputIsAnEnd) {
  EXPECT_FALSE(Stdio(12345, out_[1], bell_).next());
}

TEST_F(StdioTest, ReportsAnOverlongLineOnce) {
  Stdio stdio(in_[0], out_[1], bell_);
  std::thread sender([this] {
    const std::string part(1U << 20U, 'a');
    for (int i = 0; i < 12; ++i) send(part);
    send("\n{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"a\"}\n");
  });
  EXPECT_EQ(std::get<Invalid>(*stdio.next()).error.code, kInvalidRequest);
  EXPECT_EQ(method(stdio.next()), "a");
  sender.join();
}

}  // namespace
}  // namespace doctor::rpc
