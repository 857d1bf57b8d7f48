#include "rpc/batch.h"

#include <utility>

namespace doctor::rpc {

BatchOutbox::BatchOutbox(std::shared_ptr<Outbox> target, std::size_t expected)
    : target_(std::move(target)), missing_(expected) {}

void BatchOutbox::notify(std::string line) {
  target_->notify(std::move(line));
}

void BatchOutbox::answer(std::string line, int /*error*/) {
  const std::lock_guard lock(mutex_);
  lines_ += lines_.empty() ? "[" : ",";
  lines_ += line;
  if (--missing_ == 0) target_->answer(std::exchange(lines_, {}) + "]", kNoError);
}

void BatchOutbox::silence() {
  const std::lock_guard lock(mutex_);
  if (--missing_ != 0) return;
  if (lines_.empty()) {
    target_->silence();
  } else {
    target_->answer(std::exchange(lines_, {}) + "]", kNoError);
  }
}

}  // namespace doctor::rpc
