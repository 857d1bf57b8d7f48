#include "rpc/job.h"

#include <utility>

#include "rpc/guard.h"

namespace doctor::rpc {

Job::Job(Later work, std::unique_ptr<ReplyOnce> reply, std::shared_ptr<Outgoing> outgoing,
         std::string method, std::size_t bytes)
    : work_(std::move(work)),
      reply_(std::move(reply)),
      outgoing_(std::move(outgoing)),
      method_(std::move(method)),
      bytes_(bytes) {}

void Job::run() {
  if (!reply_->wanted()) return;  // cancelled while it waited
  const CallContext context{reply_->stop(),
                            [this](const std::string& name, const Json& params) {
                              reply_->notify(name, json::print(params));
                            },
                            [this](const std::string& name, const Json& params) {
                              return reply_->ask(*outgoing_, name, params);
                            }};
  reply_->answer(guarded<Outcome>(method_, [&] { return work_.run(context); }));
}

void Job::refuse() {
  reply_->answer(Error{kInternalError,
                       "Too many requests at the same time: wait for answers before sending more",
                       nullptr});
}

}  // namespace doctor::rpc
