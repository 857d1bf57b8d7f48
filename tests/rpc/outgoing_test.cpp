#include "rpc/outgoing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <string>

#include "tests/support/memory_outbox.h"

namespace doctor::rpc {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;

std::string text_of(const PeerReply& reply) {
  if (const auto* error = std::get_if<Error>(&reply)) {
    return std::to_string(error->code) + " " + error->message;
  }
  return json::print(std::get<Json>(reply));
}

Response response(const std::string& line) {
  return std::get<Response>(read_message(line));
}

// Asks in a thread of its own, answers with `line` when the question has been sent.
std::string ask(const std::string& line) {
  Outgoing outgoing;
  test::MemoryOutbox outbox;
  auto asked = std::async(std::launch::async, [&] {
    return text_of(outgoing.ask(outbox, "roots/list", {{"a", 1}}, {}));
  });
  while (outbox.lines().empty()) std::this_thread::sleep_for(milliseconds(1));
  EXPECT_THAT(
      outbox.lines(),
      ElementsAre(R"({"jsonrpc":"2.0","id":"server-1","method":"roots/list","params":{"a":1}})"));
  outgoing.on_response(response(R"({"jsonrpc":"2.0","id":1,"result":"of another"})"));
  outgoing.on_response(response(line));
  outgoing.on_response(response(line));
  return asked.get();
}

TEST(Outgoing, ResponsesReachWhoAsked) {
  EXPECT_EQ(ask(R"({"jsonrpc":"2.0","id":"server-1","result":{"x":[1]}})"), R"({"x":[1]})");
  EXPECT_EQ(ask(R"({"jsonrpc":"2.0","id":"server-1","error":{"code":-1,"message":"no"}})"),
            "-1 no");
  EXPECT_EQ(ask(R"({"jsonrpc":"2.0","id":"server-1","error":"no"})"), "-32603 The client refused");
}

TEST(Outgoing, WaitsNoLongerThanWanted) {
  test::MemoryOutbox outbox;
  Outgoing impatient(milliseconds(1));
  EXPECT_EQ(text_of(impatient.ask(outbox, "m", {}, {})),
            "-32603 The client did not answer m in time");
  Outgoing patient;
  std::stop_source stop;
  auto asked = std::async(std::launch::async,
                          [&] { return text_of(patient.ask(outbox, "m", {}, stop.get_token())); });
  while (outbox.lines().size() < 2) std::this_thread::sleep_for(milliseconds(1));
  stop.request_stop();
  EXPECT_EQ(asked.get(), "-32603 The request was cancelled");
}

}  // namespace
}  // namespace doctor::rpc
