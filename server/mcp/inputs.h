// Questions to the client in the middle of a call: elicitation, sampling, roots.
//
// A tool asks the same way in both eras. In the legacy one the question goes out at once and the
// call waits. In the modern one the call ends, its questions become an "input_required" result, and
// the client calls again with the answers (2026-07-28, "multi round-trip requests").
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "json/json.h"
#include "mcp/protocol.h"
#include "rpc/handler.h"

namespace doctor::mcp {

// Serves one round of one call. One thread at a time.
class Inputs {
 public:
  // What the client's request brought along.
  struct Given {
    Json capabilities = Json::object();
    Json answers = Json::object();  // "inputResponses"
    std::optional<Json> state;      // what the round before kept; its seal was good
  };
  using AskNow = std::function<rpc::PeerReply(const std::string& method, const Json& params)>;

  // With `ask_now` (legacy) questions are asked at once.
  explicit Inputs(Given given, AskNow ask_now = nullptr)
      : capabilities_(std::move(given.capabilities)),
        answers_(std::move(given.answers)),
        state_(std::move(given.state)),
        ask_now_(std::move(ask_now)) {}

  // Whether the client declared that it answers `method` (with these params).
  bool can_ask(std::string_view method, const Json& params) const;

  // The client's answer to a question. Nothing where there is none (yet): the caller asks what else
  // it wants to know and returns, and what it returns is not used. `key` names the question in this
  // call; an answer that does not fit its method counts as none.
  std::optional<Json> ask(const std::string& key, const std::string& method, const Json& params);

  // Gives `state` to the next round, through the client but protected from it. Where questions are
  // asked at once there is one round, and state() has it from now on.
  void keep(Json state) { (ask_now_ ? state_ : kept_) = std::move(state); }

  // What the round before kept.
  const std::optional<Json>& state() const { return state_; }

  // After the call. `requests` holds the questions without answer by their key; `missing` the
  // capabilities that the client lacks; `failure` why a legacy client did not answer.
  const Json& requests() const { return requests_; }
  const Json& missing() const { return missing_; }
  const std::string& failure() const { return failure_; }
  const std::optional<Json>& kept() const { return kept_; }

 private:
  const Json capabilities_;
  const Json answers_;
  std::optional<Json> state_;
  const AskNow ask_now_;
  Json requests_ = Json::object();
  Json missing_ = Json::object();
  std::string failure_;
  std::optional<Json> kept_;
};

}  // namespace doctor::mcp
