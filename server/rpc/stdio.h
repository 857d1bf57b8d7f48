// JSON-RPC over file descriptors, one message per line.
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
  // Reads each of `first` to its end before `in`, as if all were one stream, and closes it then.
  // `in` and `out` stay open. `bell` must outlive this object and all its outboxes.
  Stdio(int in, int out, Bell& bell, std::vector<int> first = {});

  std::optional<Message> next() override;
  Bell::Clock::time_point ended() override { return bell_.noticed(); }
  std::shared_ptr<Outbox> outbox() override { return writer_; }

 private:
  // Takes in some bytes, waiting for them; false where the conversation is over.
  bool read_some();
  bool wait_readable();

  // The descriptor whose turn it is.
  int source() const { return first_.empty() ? in_ : first_.front(); }

  const int in_;
  const int out_;
  std::vector<int> first_;
  Bell& bell_;
  const std::shared_ptr<LineWriter> writer_;
  LineReader lines_{kMaxMessageBytes};
  std::vector<char> buffer_;
  bool at_end_ = false;
};

}  // namespace doctor::rpc
