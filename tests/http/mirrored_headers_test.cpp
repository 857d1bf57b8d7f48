#include "http/mirrored_headers.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "tests/support/fake_toolbox.h"

namespace doctor::http {
namespace {

TEST(MirroredHeaders, Base64) {
  const auto decoded = [](const std::string& value) {
    return decoded_value(value).value_or("(refused)");
  };
  EXPECT_EQ(decoded("plain value"), "plain value");
  EXPECT_EQ(decoded("SGVsbG8="), "SGVsbG8=") << "no wrapper, no base64";
  EXPECT_EQ(decoded("=?base64?SGVsbG8=?="), "Hello");
  EXPECT_EQ(decoded("=?base64?SGVsbG8sIOS4lueVjA==?="), "Hello, 世界");
  EXPECT_EQ(decoded("=?base64?IHBhZGRlZCA=?="), " padded ");
  EXPECT_EQ(decoded("=?base64?bGluZTEKbGluZTI=?="), "line1\nline2");
  EXPECT_EQ(decoded("=?base64?PT9iYXNlNjQ/bGl0ZXJhbD89?="), "=?base64?literal?=");
  EXPECT_EQ(decoded("=?base64?"
                    "?="),
            "");
  EXPECT_EQ(decoded("=?BASE64?SGVsbG8=?="), "=?BASE64?SGVsbG8=?=")
      << "the marks are case-sensitive";
  EXPECT_EQ(decoded("=?base64?="), "=?base64?=");
  for (const char* const wrong :
       {"=?base64?SGVsbG8?=", "=?base64?SGVsbG8==?=", "=?base64?SGVs!G8=?=", "=?base64?SGVsbG9=?=",
        "=?base64?====?=", "=?base64?/w==?=", "tab\tis fine but \x01 is not", "caf\xc3\xa9"}) {
    EXPECT_EQ(decoded(wrong), "(refused)") << wrong;
  }
}

// The fake tools and one with mirrored parameters.
mcp::Toolbox tools() {
  mcp::Toolbox all = test::fake_toolbox();
  mcp::Tool tool = all.front();
  tool.name = "deploy";
  tool.input_schema = Json::parse(R"({"type":"object","properties":{
    "region":{"type":"string","x-mcp-header":"Region"},
    "count":{"type":"integer","x-mcp-header":"Count"},
    "dry":{"type":"boolean","x-mcp-header":"Dry"},
    "inner":{"type":"object","properties":{"zone":{"type":"string","x-mcp-header":"Zone"}}},
    "other":{"type":"string"}}})");
  all.push_back(tool);
  return all;
}

// The mismatch between header lines and a message, or "" where they agree.
std::string check(const std::string& lines, const std::string& method, const std::string& params) {
  static const mcp::Server server({"s", "S", "1", ""}, {.tools = tools()});  // NOLINT: a constant
  Request request{"POST", "/mcp", {}};
  for (const std::string_view line : text::lines(lines)) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    request.headers.emplace_back(text::lower(line.substr(0, colon)),
                                 text::trim(line.substr(colon + 1)));
  }
  rpc::Request message;
  message.method = method;
  message.params = Json::parse(params);
  return header_mismatch(server, request, message).value_or("");
}

TEST(MirroredHeaders, MethodAndName) {
  EXPECT_EQ(check("Mcp-Method: tools/list", "tools/list", "{}"), "");
  EXPECT_EQ(check("", "tools/list", "{}"), "Mcp-Method is missing; the body says 'tools/list'");
  EXPECT_EQ(check("Mcp-Method: Tools/List", "tools/list", "{}"),
            "Mcp-Method value 'Tools/List' does not match body value 'tools/list'");
  EXPECT_EQ(check("Mcp-Method: tools/list\nMcp-Method: tools/call", "tools/list", "{}"),
            "Mcp-Method is given more than once");
  const std::string call = "Mcp-Method: tools/call\n";
  EXPECT_EQ(check(call + "Mcp-Name: echo", "tools/call", R"({"name":"echo"})"), "");
  EXPECT_EQ(check(call + "Mcp-Name: =?base64?ZWNobw==?=", "tools/call", R"({"name":"echo"})"), "");
  EXPECT_EQ(check(call, "tools/call", R"({"name":"echo"})"),
            "Mcp-Name is missing; the body says 'echo'");
  EXPECT_EQ(check(call + "Mcp-Name: Echo", "tools/call", R"({"name":"echo"})"),
            "Mcp-Name value 'Echo' does not match body value 'echo'");
  EXPECT_EQ(check(call + "Mcp-Name: =?base64?ZWNob?=", "tools/call", R"({"name":"echo"})"),
            "Mcp-Name value '=?base64?ZWNob?=' is not well-formed");
  EXPECT_EQ(check(call + "Mcp-Name: echo", "tools/call", "{}"),
            "Mcp-Name is 'echo', but the body has no such value");
  EXPECT_EQ(check(call, "tools/call", R"({"name":5})"), "") << "the session says what is wrong";
}

TEST(MirroredHeaders, UrisAreNotDecoded) {
  const std::string read = "Mcp-Method: resources/read\nMcp-Name: ";
  const std::string params = R"({"uri":"file:///a%20b"})";
  EXPECT_EQ(check(read + "file:///a%20b", "resources/read", params), "");
  EXPECT_EQ(check(read + "file:///a b", "resources/read", params),
            "Mcp-Name value 'file:///a b' does not match body value 'file:///a%20b'");
}

TEST(MirroredHeaders, Parameters) {
  const auto call = [](const std::string& lines, const std::string& arguments) {
    return check("Mcp-Method: tools/call\nMcp-Name: deploy\n" + lines, "tools/call",
                 R"({"name":"deploy","arguments":)" + arguments + "}");
  };
  EXPECT_EQ(call("Mcp-Param-Region: eu", R"({"region":"eu","other":"x"})"), "");
  EXPECT_EQ(call("mcp-param-region: =?base64?ZXU=?=", R"({"region":"eu"})"), "");
  EXPECT_EQ(call("", R"({"region":"eu"})"), "Mcp-Param-Region is missing; the body says 'eu'");
  EXPECT_EQ(call("Mcp-Param-Region: us", R"({"region":"eu"})"),
            "Mcp-Param-Region value 'us' does not match body value 'eu'");
  EXPECT_EQ(call("Mcp-Param-Region: eu", "{}"),
            "Mcp-Param-Region is 'eu', but the body has no such value");
  EXPECT_EQ(call("", R"({"region":null})"), "");
  EXPECT_EQ(call("Mcp-Param-Count: 42.0", R"({"count":42})"), "");
  EXPECT_EQ(call("Mcp-Param-Count: -7", R"({"count":-7})"), "");
  EXPECT_EQ(call("Mcp-Param-Count: 43", R"({"count":42})"),
            "Mcp-Param-Count value '43' does not match body value '42'");
  EXPECT_EQ(call("Mcp-Param-Dry: true", R"({"dry":true})"), "");
  EXPECT_EQ(call("Mcp-Param-Dry: True", R"({"dry":true})"),
            "Mcp-Param-Dry value 'True' does not match body value 'true'");
  EXPECT_EQ(call("Mcp-Param-Zone: a", R"({"inner":{"zone":"a"}})"), "");
  EXPECT_EQ(call("Mcp-Param-Zone: a", R"({"inner":5})"),
            "Mcp-Param-Zone is 'a', but the body has no such value");
  EXPECT_EQ(call("Mcp-Param-Other: y", R"({"other":"x"})"), "") << "not announced, so ignored";
}

}  // namespace
}  // namespace doctor::http
