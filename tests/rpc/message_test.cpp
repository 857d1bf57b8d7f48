#include "rpc/message.h"

#include <gtest/gtest.h>

#include <string>

namespace doctor::rpc {
namespace {

// A message in one line of text, so that a test is an input and an expectation.
std::string shown(const Single& single) {
  if (const auto* request = std::get_if<Request>(&single)) {
    return "request " + request->id + " " + request->method + " " + json::print(request->params);
  }
  if (const auto* notification = std::get_if<Notification>(&single)) {
    return "notification " + notification->method + " " + notification->params;
  }
  if (const auto* invalid = std::get_if<Invalid>(&single)) {
    return "invalid " + std::to_string(invalid->error.code) + " " + invalid->id;
  }
  return "response";
}

std::string read(const std::string& text) {
  const Message message = read_message(text);
  if (const auto* batch = std::get_if<Batch>(&message)) {
    std::string all = "batch";
    for (const Single& single : batch->items) all += " [" + shown(single) + "]";
    return all;
  }
  if (const auto* request = std::get_if<Request>(&message)) return shown(*request);
  if (const auto* note = std::get_if<Notification>(&message)) return shown(*note);
  if (const auto* invalid = std::get_if<Invalid>(&message)) return shown(*invalid);
  return "response";
}

void check(const std::string& text, const std::string& expected) {
  EXPECT_EQ(read(text), expected) << text;
}

TEST(ReadMessage, Requests) {
  check(R"({"jsonrpc":"2.0","id":1,"method":"m"})", "request 1 m null");
  check(R"( {"params":{"a":1},"method":"m","id":"x","jsonrpc":"2.0"} )",
        R"(request "x" m {"a":1})");
  check(R"({"jsonrpc":"2.0","id":1,"method":"m","params":[]})", "request 1 m []");
  check("\xEF\xBB\xBF{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\"}", "request 1 m null");
}

TEST(ReadMessage, KeepsTheBytesOfAnId) {
  for (const char* id : {"0", "-1", "1.0", "1e3", "123456789012345678901234567890", R"("")",
                         R"("\u0061\"}")", R"("listen:0")", "9007199254740993"}) {
    const std::string text = std::string(R"({"id": )") + id + R"( ,"jsonrpc":"2.0","method":"m"})";
    check(text, std::string("request ") + id + " m null");
  }
  check(R"({"jsonrpc":"2.0","id":1,"method":"m","id":2})", "request 2 m null");
}

TEST(ReadMessage, PresenceOfAnIdMakesARequest) {
  check(R"({"jsonrpc":"2.0","method":"m"})", "notification m ");
  check(R"({"jsonrpc":"2.0","method":"m","params":{"id" : 1.0}})",
        R"(notification m {"id" : 1.0})");
  check(R"({"jsonrpc":"2.0","method":"m","params":5})", "notification m ");
  check(R"({"jsonrpc":"2.0","method":"m","id":null})", "invalid -32600 ");
  check(R"({"jsonrpc":"2.0","method":"m","id":false})", "invalid -32600 ");
  check(R"({"jsonrpc":"2.0","method":"m","id":[1]})", "invalid -32600 ");
}

TEST(ReadMessage, ResponsesAreNeverInvalid) {
  check(R"({"jsonrpc":"2.0","id":1,"result":{}})", "response");
  check(R"({"jsonrpc":"2.0","id":null,"error":{}})", "response");
  check(R"({"id":1,"error":{}})", "response");
}

TEST(ReadMessage, Faults) {
  check("", "invalid -32700 ");
  check("{", "invalid -32700 ");
  check("{} {}", "invalid -32700 ");
  check("\"\xff\"", "invalid -32700 ");
  check("nul", "invalid -32700 ");
  check("null", "invalid -32600 ");
  check("\"m\"", "invalid -32600 ");
  check("{}", "invalid -32600 ");
  check(R"({"jsonrpc":"2.0","id":1})", "invalid -32600 1");
  check(R"({"jsonrpc":"1.0","id":1,"method":"m"})", "invalid -32600 1");
  check(R"({"jsonrpc":2,"id":1,"method":"m"})", "invalid -32600 1");
  check(R"({"id":1.50,"method":"m"})", "invalid -32600 1.50");
  check(R"({"jsonrpc":"2.0","id":1,"method":{}})", "invalid -32600 1");
  check(R"({"jsonrpc":"2.0","id":1,"method":"m","params":"p"})", "invalid -32600 1");
  check(R"({"jsonrpc":"2.0","id":1,"method":"m","params":null})", "invalid -32600 1");
}

TEST(ReadMessage, Batches) {
  check("[]", "invalid -32600 ");
  check(R"([{"jsonrpc":"2.0","id":1.0,"method":"a","params":{"x":["]",",","\""]}} , 7,)"
        R"({"jsonrpc":"2.0","method":"b","params":[1,2]},{"jsonrpc":"2.0","id":"z","method":"c"}])",
        R"(batch [request 1.0 a {"x":["]",",","\""]}] [invalid -32600 ] [notification b [1,2]])"
        R"( [request "z" c null])");
  const Message message = read_message(R"([{"jsonrpc":"2.0","id":1,"method":"a"}])");
  EXPECT_TRUE(std::get<Request>(std::get<Batch>(message).items[0]).batched);
}

TEST(ReadMessage, DepthIsLimited) {
  const auto nested = [](int levels) {
    return R"({"jsonrpc":"2.0","id":5,"method":"m","params":)" + std::string(levels, '[') +
           std::string(levels, ']') + "}";
  };
  check(nested(63), "request 5 m " + std::string(63, '[') + std::string(63, ']'));
  check(nested(64), "invalid -32600 5");
  check(std::string(1'000'000, '['), "invalid -32600 ");
  check(R"({"id":{"a":)" + std::string(100, '['), "invalid -32600 ");
  check(R"({"id":"cut)" + std::string(100, '['), "invalid -32700 ");
}

TEST(ReadMessage, LengthIsLimited) {
  const std::string head = R"({"jsonrpc":"2.0","id":5,"method":")";
  const std::string most = head + std::string(kMaxMessageBytes - head.size() - 2, 'm') + "\"}";
  EXPECT_EQ(most.size(), kMaxMessageBytes);
  EXPECT_TRUE(std::holds_alternative<Request>(read_message(most)));
  check(most + " ", "invalid -32600 ");
}

TEST(PrintMessage, OneLineEach) {
  EXPECT_EQ(result_line("1.0", R"({"a":1})"), R"({"jsonrpc":"2.0","id":1.0,"result":{"a":1}})");
  EXPECT_EQ(error_line("\"x\"", {-32600, "no", nullptr}),
            R"({"jsonrpc":"2.0","id":"x","error":{"code":-32600,"message":"no"}})");
  EXPECT_EQ(error_line("", {-32700, "a\nb\xff", {{"k", 1}}}),
            "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32700,\"data\":{\"k\":1},"
            "\"message\":\"a\\nb\xEF\xBF\xBD\"}}");
  EXPECT_EQ(notification_line("m", "{}"), R"({"jsonrpc":"2.0","method":"m","params":{}})");
}

}  // namespace
}  // namespace doctor::rpc
