#include "tools/handover.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace doctor::tools {
namespace {

std::string fault(const std::vector<std::string>& options) {
  const Result<Handover> handover = read_handover(options);
  return handover.ok() ? "" : handover.problem().str();
}

TEST(Handover, NothingIsNoHandover) {
  const Handover handover = read_handover({}).value();
  EXPECT_TRUE(handover.inputs.empty());
  EXPECT_EQ(handover.agreed.legacy_version, "");
  EXPECT_FALSE(handover.agreed.modern);
}

TEST(Handover, ReadsDescriptorsInTheirOrder) {
  const int open_one = ::open("/dev/null", O_RDONLY);
  const int other = ::open("/dev/null", O_RDONLY);
  const std::string list = std::to_string(other) + "," + std::to_string(open_one);
  EXPECT_EQ(read_handover({"--inputs", list}).value().inputs, (std::vector{other, open_one}));
  ::close(open_one);
  ::close(other);
}

TEST(Handover, ReadsTheVersionsOfBothEras) {
  const mcp::Agreed agreed = read_handover({"--agreed", "2025-06-18,2026-07-28"}).value().agreed;
  EXPECT_EQ(agreed.legacy_version, "2025-06-18");
  EXPECT_TRUE(agreed.modern);
  EXPECT_FALSE(read_handover({"--agreed", "2024-11-05"}).value().agreed.modern);
  EXPECT_EQ(read_handover({"--agreed", "2026-07-28"}).value().agreed.legacy_version, "");
}

TEST(Handover, NamesWhatIsWrong) {
  for (const std::string word : {"0", "2", "999", "-3", "x", "", "3x", "99999999999999999999"}) {
    EXPECT_EQ(fault({"--inputs", word}),
              "serve --inputs: `" + word + "` is not the number of an open descriptor above 2");
  }
  EXPECT_EQ(fault({"--agreed", "2099-01-01"}),
            "serve --agreed: `2099-01-01` is not a version of the protocol that is served; "
            "2026-07-28 2025-11-25 2025-06-18 2025-03-26 2024-11-05");
  EXPECT_EQ(fault({"--agreed"}), "serve --agreed needs a value");
  EXPECT_EQ(fault({"--port", "1"}),
            "serve knows --inputs FD,... and --agreed VERSION,...; not `--port`");
}

}  // namespace
}  // namespace doctor::tools
