#include "tools/offer.h"

#include <string>

#include "tools/toolbox.h"

namespace doctor::tools {
namespace {

// A crate with a cross on it, 16 by 16, as SVG in base64.
constexpr const char* kIcon =
    "data:image/svg+xml;base64,"
    "PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHZpZXdCb3g9IjAgMCAx"
    "NiAxNiI+PHBhdGggZmlsbD0iI2I3NDEwZSIgZD0iTTggMGw3IDR2OGwtNyA0LTctNFY0eiIv"
    "PjxwYXRoIGZpbGw9IiNmZmYiIGQ9Ik03IDRoMnYzaDN2Mkg5djNIN1Y5SDRWN2gzeiIvPjwv"
    "c3ZnPg==";

}  // namespace

mcp::Identity identity() {
  const Json icon = {
      {"src", kIcon}, {"mimeType", "image/svg+xml"}, {"sizes", Json::array({"any"})}};
  return {"rust-nix-doctor", "Rust and Nix build doctor", DOCTOR_VERSION,
          std::string(instructions()), Json::array({icon})};
}

mcp::Offer offer(Engine& engine, mcp::Toolbox tools) {
  std::vector<mcp::Prompt> named = prompts(tools);
  return {.tools = std::move(tools),
          .resources = page_resources(),
          .templates = {entry_resources(engine)},
          .prompts = std::move(named),
          .logs = true};
}

}  // namespace doctor::tools
