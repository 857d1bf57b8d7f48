#include "mcp/arguments.h"

#include <gtest/gtest.h>

#include <string>

namespace doctor::mcp {
namespace {

// A schema with one argument of each kind that the tools have.
const char* const kSchema = R"({
  "type": "object",
  "properties": {
    "log": {"type": "string", "maxLength": 10},
    "name": {"type": "string", "minLength": 1},
    "detail": {"type": "string", "enum": ["concise", "full"]},
    "limit": {"type": "integer", "minimum": 1, "maximum": 50},
    "share": {"type": "number", "minimum": 0},
    "most": {"type": "integer", "maximum": 3},
    "flag": {"type": "boolean"},
    "env": {"type": "object", "additionalProperties": {"type": ["string", "null"], "maxLength": 5}},
    "free": {"type": "object", "additionalProperties": true},
    "names": {"type": "array", "maxItems": 2, "items": {"type": "string", "enum": ["a", "b"]}},
    "inner": {"type": "object", "properties": {"x": {"type": "integer"}}, "required": ["x"]},
    "anything": {}
  },
  "additionalProperties": false
})";

// `expected` empty: the arguments fit.
void check(const std::string& arguments, const std::string& expected) {
  EXPECT_EQ(argument_fault(Json::parse(kSchema), Json::parse(arguments)).value_or(""), expected)
      << arguments;
}

TEST(ArgumentFault, GoodArguments) {
  check("{}", "");
  check(R"({"log":"1234567890","name":"x","detail":"full","limit":1,"share":0.5,"flag":false})",
        "");
  check(R"({"limit":50,"most":-7,"share":0,"names":["a","b"],"inner":{"x":1},"anything":[{}]})",
        "");
  check(R"({"env":{"A":"b","C":null},"free":{"x":[1,{}]}})", "");
  check(R"({"limit":5.0})", "");
}

TEST(ArgumentFault, Types) {
  check(R"({"log":5})", "`log` must be a string, but is 5.");
  check(R"({"log":null})", "`log` must be a string, but is null.");
  check(R"({"limit":"5"})", "`limit` must be an integer, but is \"5\".");
  check(R"({"limit":5.5})", "`limit` must be an integer, but is 5.5.");
  check(R"({"flag":"yes"})", "`flag` must be a boolean, but is \"yes\".");
  check(R"({"names":"a"})", "`names` must be an array, but is \"a\".");
  check(R"({"env":[]})", "`env` must be an object, but is an array.");
  check(R"({"env":{"A":5}})", "`env.A` must be a string or null, but is 5.");
  check(R"({"log":{"a":1}})", "`log` must be a string, but is an object.");
  check("[]", "The value of \"arguments\" must be an object, but is an array.");
  check("\"log\"", "The value of \"arguments\" must be an object, but is \"log\".");
}

TEST(ArgumentFault, Names) {
  const std::string all =
      " Allowed: `anything`, `detail`, `env`, `flag`, `free`, `inner`, `limit`, `log`, `most`, "
      "`name`, `names`, `share`.";
  check(R"({"detial":"full"})", "There is no argument `detial`; did you mean `detail`?" + all);
  check(R"({"Log":"x"})", "There is no argument `Log`; did you mean `log`?" + all);
  check(R"({"zzzzzz":1})", "There is no argument `zzzzzz`." + all);
  check(R"({"inner":{"x":1,"y":2}})",
        "There is no argument `y` in `inner`; did you mean `x`? Allowed: `x`.");
  check(R"({"inner":{}})", "`inner.x` is required.");
  EXPECT_EQ(argument_fault(Json::parse(R"({"type":"object"})"), Json::parse(R"({"a":1})")),
            "There is no argument `a`. None are taken.");
  EXPECT_EQ(argument_fault(Json::parse(R"({"type":"object","properties":{"a":{},"b":{}},
                                           "required":["a","b"]})"),
                           Json::parse(R"({"a":1})")),
            "`b` is required.");
}

TEST(ArgumentFault, Enums) {
  check(R"({"detail":"ful"})",
        "`detail` must be \"concise\" or \"full\", but is \"ful\". Did you mean \"full\"?");
  check(R"({"detail":"everything"})",
        "`detail` must be \"concise\" or \"full\", but is \"everything\".");
  check(R"({"names":["a","c"]})",
        "`names[1]` must be \"a\" or \"b\", but is \"c\". Did you mean \"a\"?");
}

TEST(ArgumentFault, Ranges) {
  check(R"({"limit":0})", "`limit` must be from 1 to 50, but is 0.");
  check(R"({"limit":51})", "`limit` must be from 1 to 50, but is 51.");
  check(R"({"limit":1e30})", "`limit` must be from 1 to 50, but is 1e+30.");
  check(R"({"share":-0.5})", "`share` must be at least 0, but is -0.5.");
  check(R"({"most":4})", "`most` must be at most 3, but is 4.");
  check(R"({"log":"12345678901"})", "The length of `log` must be at most 10, but is 11.");
  check(R"({"log":"ääääääääää"})", "");
  check(R"({"name":""})", "The length of `name` must be at least 1, but is 0.");
  check(R"({"env":{"A":"123456"}})", "The length of `env.A` must be at most 5, but is 6.");
  check(R"({"names":["a","a","a"]})",
        "The number of items in `names` must be at most 2, but is 3.");
}

TEST(ArgumentFault, LongValuesAreCut) {
  const std::string fault =
      *argument_fault(Json::parse(kSchema), {{"detail", std::string(100'000, 'x') + "\n\xff"}});
  EXPECT_LT(fault.size(), 200U);
  EXPECT_LT(argument_fault(Json::parse(kSchema), {{std::string(100'000, 'x'), 1}})->size(), 400U);
}

}  // namespace
}  // namespace doctor::mcp
