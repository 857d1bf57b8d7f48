#include "mcp/envelope.h"

#include <gtest/gtest.h>

#include <string>

#include "mcp/protocol.h"

namespace doctor::mcp {
namespace {

// "legacy", "modern VERSION", or "malformed" with what is wrong, for the _meta of a request.
std::string read(const std::string& params) {
  const Envelope envelope = read_envelope(Json::parse(params));
  if (!envelope.present) return envelope.fault ? "legacy" : "no fault?";
  if (envelope.fault) return "malformed: " + *envelope.fault;
  return "modern " + envelope.version;
}

std::string meta(const std::string& version, const std::string& capabilities) {
  return R"({"_meta":{"io.modelcontextprotocol/protocolVersion":)" + version +
         (capabilities.empty() ? "" : R"(,"io.modelcontextprotocol/clientCapabilities":)") +
         capabilities + "}}";
}

TEST(Envelope, Read) {
  EXPECT_EQ(read("null"), "legacy");
  EXPECT_EQ(read("[]"), "legacy");
  EXPECT_EQ(read("{}"), "legacy");
  EXPECT_EQ(read(R"({"_meta":5})"), "legacy");
  EXPECT_EQ(read(R"({"_meta":{"progressToken":1}})"), "legacy");
  EXPECT_EQ(read(meta(R"("2026-07-28")", "{}")), "modern 2026-07-28");
  EXPECT_EQ(read(meta(R"("")", "{}")), "modern ");
  EXPECT_EQ(
      read(meta("5", "{}")),
      "malformed: params._meta[\"io.modelcontextprotocol/protocolVersion\"] must be a string");
  EXPECT_EQ(read(meta(R"("2026-07-28")", "")),
            "malformed: params._meta[\"io.modelcontextprotocol/clientCapabilities\"] is missing");
  EXPECT_EQ(read(meta(R"("2026-07-28")", "null")),
            "malformed: params._meta[\"io.modelcontextprotocol/clientCapabilities\"] must be an "
            "object");
}

TEST(Envelope, UnsupportedVersion) {
  const rpc::Error error = unsupported_version("2099-01-01");
  EXPECT_EQ(error.code, -32022);
  EXPECT_EQ(error.data["requested"], "2099-01-01");
  EXPECT_EQ(error.data["supported"].size(), kSupportedVersions.size());
  EXPECT_EQ(error.data["supported"][0], "2026-07-28");
  EXPECT_LT(json::print(unsupported_version(std::string(100'000, 'x')).data).size(), 400U);
}

}  // namespace
}  // namespace doctor::mcp
