#include "rpc/serve.h"

#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/log.h"
#include "rpc/bell.h"
#include "rpc/dispatcher.h"
#include "rpc/line_writer.h"
#include "rpc/stdio.h"

namespace doctor::rpc {
namespace {

// What work that was asked to stop gets beyond kGrace; both together stay under 100 ms.
constexpr std::chrono::milliseconds kStopGrace{8};

// What the crew reads: a message costs no more than itself, whatever happens.
std::optional<std::vector<Job>> next_jobs(Transport& transport, Dispatcher& dispatcher,
                                          const std::shared_ptr<Outbox>& outbox) {
  try {
    std::optional<Message> message = transport.next();
    if (!message) return std::nullopt;
    return dispatcher.handle(std::move(*message), outbox);
  } catch (const std::exception& error) {  // no memory for it, most likely
    log::error(std::string("while reading a message: ") + error.what());
    outbox->answer(error_line({}, {kInternalError, "Internal error", nullptr}), kInternalError);
    return std::vector<Job>();
  }
}

}  // namespace

void serve(Transport& transport, Handler& handler, Crew::Limits limits,
           const std::function<void()>& before_waiting) {
  Dispatcher dispatcher(handler);
  const std::shared_ptr<Outbox> outbox = transport.outbox();
  dispatcher.open(outbox);
  Crew crew(limits, [&] { return next_jobs(transport, dispatcher, outbox); });
  crew.wait_for_end();
  dispatcher.end_open();
  const auto end = transport.ended();
  if (crew.drain(end + kGrace)) return;
  dispatcher.stop();
  if (crew.drain(end + kGrace + kStopGrace)) return;
  if (before_waiting) before_waiting();
}

int serve_stdio(Handler& handler, std::vector<int> first) {
  Bell bell;
  const SignalBell signals(bell);
  Stdio transport(STDIN_FILENO, STDOUT_FILENO, bell, std::move(first));
  // Nothing may be destroyed under work that still runs.
  serve(transport, handler, {}, [] { std::_Exit(EXIT_SUCCESS); });
  return EXIT_SUCCESS;
}

}  // namespace doctor::rpc
