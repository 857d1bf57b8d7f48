#include "tools/handover.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "tests/support/fake_toolbox.h"
#include "tests/support/run_command.h"

namespace doctor::tools {
namespace {

std::string fault(const std::vector<std::string>& options) {
  const Result<Handover> handover = read_handover(options);
  return handover.ok() ? "" : handover.problem().str();
}

TEST(Handover, NothingIsNoHandover) {
  const Handover handover = read_handover({}).value();
  EXPECT_TRUE(handover.inputs.empty());
  EXPECT_TRUE(handover.answered.empty());
}

TEST(Handover, ReadsDescriptorsInTheirOrder) {
  const int one = ::open("/dev/null", O_RDONLY);
  const int other = ::open("/dev/null", O_RDONLY);
  const std::string list = std::to_string(other) + "," + std::to_string(one);
  const Handover handover =
      read_handover({"--inputs", list, "--answered", std::to_string(one)}).value();
  EXPECT_EQ(handover.inputs, (std::vector{other, one}));
  EXPECT_EQ(handover.answered, (std::vector{one}));
  ::close(one);
  ::close(other);
}

TEST(Handover, NamesWhatIsWrong) {
  for (const std::string word : {"0", "2", "999", "-3", "x", "", "3x", "99999999999999999999"}) {
    EXPECT_EQ(fault({"--inputs", word}),
              "serve --inputs: `" + word + "` is not the number of an open descriptor above 2");
  }
  EXPECT_EQ(fault({"--answered"}), "serve --answered needs a value");
  EXPECT_EQ(fault({"--port", "1"}), "serve knows --answered FD and --inputs FD,...; not `--port`");
}

// The session is what it would be had it answered the messages itself.
TEST(Handover, TheSessionKnowsWhatWasSaid) {
  const mcp::Server server({"n", "T", "1", "Do."}, mcp::Offer{.tools = test::fake_toolbox()});
  const test::TemporaryFolder folder;
  const std::string said = folder.write(
      "said",
      R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-03-26"}})"
      "\nnonsense\n"
      R"({"jsonrpc":"2.0","method":"notifications/initialized"})");
  const int descriptor = ::open(said.c_str(), O_RDONLY);
  mcp::Session session(server);
  EXPECT_FALSE(session.takes_batches());
  take_up(session, {descriptor});
  EXPECT_TRUE(session.takes_batches());
  EXPECT_EQ(::close(descriptor), -1) << "was to be closed";
}

}  // namespace
}  // namespace doctor::tools
