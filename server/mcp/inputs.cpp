#include "mcp/inputs.h"

#include <algorithm>
#include <array>
#include <utility>

namespace doctor::mcp {
namespace {

bool has_array(const Json& answer, const char* key) {
  const auto member = answer.find(key);
  return member != answer.end() && member->is_array();
}

bool is_elicited(const Json& answer) {
  const auto action = answer.find("action");
  if (action == answer.end()) return false;
  if (*action == "decline" || *action == "cancel") return true;
  return *action == "accept" && (!answer.contains("content") || answer["content"].is_object());
}

bool is_sampled(const Json& answer) {
  const auto content = answer.find("content");
  return content != answer.end() && content->is_structured();
}

bool has_roots(const Json& answer) {
  return has_array(answer, "roots");
}

// What the client may be asked, the capability that says so, and the form of a good answer.
struct Question {
  std::string_view method;
  const char* capability;
  bool (*fits)(const Json& answer);
};

constexpr std::array<Question, 3> kQuestions{{
    {kElicit, "elicitation", is_elicited},
    {kSample, "sampling", is_sampled},
    {kListRoots, "roots", has_roots},
}};

const Question* question_of(std::string_view method) {
  const auto* const found =
      std::find_if(kQuestions.begin(), kQuestions.end(),
                   [&](const Question& question) { return question.method == method; });
  return found == kQuestions.end() ? nullptr : found;
}

}  // namespace

bool Inputs::can_ask(std::string_view method, const Json& params) const {
  const Question* question = question_of(method);
  if (question == nullptr || !capabilities_.is_object()) return false;
  const auto declared = capabilities_.find(question->capability);
  if (declared == capabilities_.end() || !declared->is_object()) return false;
  // An elicitation capability without modes means forms (2025-11-25, "elicitation").
  if (method != kElicit || declared->empty()) return true;
  const std::string mode = params.is_object() ? params.value("mode", "form") : "form";
  return declared->contains(mode) || !(declared->contains("form") || declared->contains("url"));
}

std::optional<Json> Inputs::ask(const std::string& key, const std::string& method,
                                const Json& params) {
  const Question* question = question_of(method);
  if (question == nullptr) return std::nullopt;
  if (!can_ask(method, params)) {
    missing_[question->capability] = Json::object();
    return std::nullopt;
  }
  if (ask_now_) {
    rpc::PeerReply reply = ask_now_(method, params);
    if (const auto* error = std::get_if<rpc::Error>(&reply)) {
      failure_ = method + " failed: " + error->message;
      return std::nullopt;
    }
    Json& answer = std::get<Json>(reply);
    if (answer.is_object() && question->fits(answer)) return std::move(answer);
    failure_ = "The client's answer to " + method + " has not the form of one";
    return std::nullopt;
  }
  const auto answer = answers_.find(key);
  if (answer != answers_.end() && answer->is_object() && question->fits(*answer)) {
    return *answer;
  }
  requests_[key] = {{"method", method}, {"params", params}};
  return std::nullopt;
}

}  // namespace doctor::mcp
