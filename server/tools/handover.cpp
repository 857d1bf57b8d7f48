#include "tools/handover.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>

#include "base/text.h"
#include "mcp/protocol.h"

namespace doctor::tools {
namespace {

// A sentence about what is wrong, or nothing.
std::string add_input(std::string_view word, Handover& handover) {
  constexpr std::size_t kMostDigits = 4;
  const bool is_number = !word.empty() && word.size() <= kMostDigits &&
                         word.find_first_not_of("0123456789") == std::string_view::npos;
  const int descriptor = is_number ? std::stoi(std::string(word)) : -1;
  if (descriptor <= STDERR_FILENO || ::fcntl(descriptor, F_GETFD) < 0) {
    return "serve --inputs: `" + text::clip(word, mcp::kQuotedBytes) +
           "` is not the number of an open descriptor above 2";
  }
  handover.inputs.push_back(descriptor);
  return {};
}

std::string add_version(std::string_view version, Handover& handover) {
  if (version == mcp::kModernVersion) {
    handover.agreed.modern = true;
    return {};
  }
  const auto& known = mcp::kLegacyVersions;
  if (std::find(known.begin(), known.end(), version) == known.end()) {
    std::string sentence = "serve --agreed: `" + text::clip(version, mcp::kQuotedBytes) +
                           "` is not a version of the protocol that is served;";
    for (const std::string_view one : mcp::kSupportedVersions) sentence.append(" ").append(one);
    return sentence;
  }
  handover.agreed.legacy_version = version;
  return {};
}

}  // namespace

Result<Handover> read_handover(const std::vector<std::string>& options) {
  Handover handover;
  for (std::size_t i = 0; i < options.size(); i += 2) {
    const bool is_input = options[i] == "--inputs";
    if (!is_input && options[i] != "--agreed")
      return Problem{"serve knows --inputs FD,... and --agreed VERSION,...; not `" +
                         text::clip(options[i], mcp::kQuotedBytes) + "`",
                     {}};
    if (i + 1 == options.size()) return Problem{"serve " + options[i] + " needs a value", {}};
    for (const std::string_view word : text::split(options[i + 1], ',')) {
      std::string fault = is_input ? add_input(word, handover) : add_version(word, handover);
      if (!fault.empty()) return Problem{std::move(fault), {}};
    }
  }
  return handover;
}

}  // namespace doctor::tools
