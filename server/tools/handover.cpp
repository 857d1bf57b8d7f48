#include "tools/handover.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <utility>
#include <variant>

#include "base/text.h"

namespace doctor::tools {
namespace {

constexpr std::size_t kQuotedBytes = 100;
// Handshakes are small.
constexpr std::size_t kMostAnsweredBytes = std::size_t{1} << 20U;

bool is_open(std::string_view word) {
  constexpr std::size_t kMostDigits = 4;
  if (word.empty() || word.size() > kMostDigits) return false;
  if (word.find_first_not_of("0123456789") != std::string_view::npos) return false;
  const int descriptor = std::stoi(std::string(word));
  return descriptor > STDERR_FILENO && ::fcntl(descriptor, F_GETFD) >= 0;
}

std::string read_all(int descriptor) {
  std::string text;
  std::array<char, 4096> part{};
  while (text.size() < kMostAnsweredBytes) {
    const auto count = ::read(descriptor, part.data(), part.size());
    if (count <= 0) break;
    text.append(part.data(), static_cast<std::size_t>(count));
  }
  ::close(descriptor);
  return text;
}

}  // namespace

Result<Handover> read_handover(const std::vector<std::string>& options) {
  Handover handover;
  for (std::size_t i = 0; i < options.size(); i += 2) {
    const bool is_input = options[i] == "--inputs";
    if (!is_input && options[i] != "--answered")
      return Problem{"serve knows --answered FD and --inputs FD,...; not `" +
                         text::clip(options[i], kQuotedBytes) + "`",
                     {}};
    if (i + 1 == options.size()) return Problem{"serve " + options[i] + " needs a value", {}};
    std::vector<int>& list = is_input ? handover.inputs : handover.answered;
    for (const std::string_view word : text::split(options[i + 1], ',')) {
      if (!is_open(word))
        return Problem{"serve " + options[i] + ": `" + text::clip(word, kQuotedBytes) +
                           "` is not the number of an open descriptor above 2",
                       {}};
      list.push_back(std::stoi(std::string(word)));
    }
  }
  return handover;
}

void take_up(mcp::Session& session, const std::vector<int>& answered) {
  for (const int descriptor : answered) {
    const std::string said = read_all(descriptor);
    for (const std::string_view line : text::lines(said)) {
      rpc::Message message = rpc::read_message(line);
      if (auto* request = std::get_if<rpc::Request>(&message)) {
        static_cast<void>(session.on_request(std::move(*request)));
      }
    }
  }
}

}  // namespace doctor::tools
