// JSON-RPC over two file descriptors, one message per line.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "rpc/bell.h"
#include "rpc/line_reader.h"
#include "rpc/line_writer.h"
#include "rpc/transport.h"

namespace doctor::rpc {

// The conversation ends with the end of the input, a closed output, or the bell. A message beyond
// kMaxMessageBytes is dropped and answered with an error. Nothing but messages is written.
class Stdio : public Transport {
 public:
  // Closes neither descriptor. `bell` must outlive this object and all its outboxes.
  Stdio(int in, int out, Bell& bell);

  std::optional<Message> next() override;
  Bell::Clock::time_point ended() override { return bell_.noticed(); }
  std::shared_ptr<Outbox> outbox() override { return writer_; }

 private:
  // Takes in some bytes, waiting for them; false where the conversation is over.
  bool read_some();
  bool wait_readable();

  const int in_;
  const int out_;
  Bell& bell_;
  const std::shared_ptr<LineWriter> writer_;
  LineReader lines_{kMaxMessageBytes};
  std::vector<char> buffer_;
  bool at_end_ = false;
};

}  // namespace doctor::rpc
