#include "rpc/message.h"

#include <utility>

namespace doctor::rpc {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

Invalid invalid(Id id, std::string reason) {
  return {std::move(id), {kInvalidRequest, "Invalid Request: " + std::move(reason), nullptr}};
}

// The id of a message that is too deep to be parsed as a whole, where it stands at the top level.
Id readable_id(std::string_view text) {
  const std::string_view raw = json::raw_member(text, "id");
  if (raw.empty() || raw.front() == '{' || raw.front() == '[') return {};
  const Json value = Json::parse(raw, nullptr, false);
  return value.is_string() || value.is_number() ? Id(raw) : Id();
}

// The bytes of each element of `text`, which must be a valid JSON array.
std::vector<std::string_view> elements(std::string_view text) {
  std::vector<std::string_view> found;
  int open = 0;
  bool quoted = false;
  std::size_t start = text.find('[') + 1;
  for (std::size_t i = start - 1; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '\\') ++i;
      if (c == '"') quoted = false;
      continue;
    }
    if (c == '"') quoted = true;
    if (c == '{' || c == '[') ++open;
    if (c == '}' || c == ']') --open;
    if ((c == ',' && open == 1) || open == 0) {
      found.push_back(text.substr(start, i - start));
      start = i + 1;
      if (open == 0) break;
    }
  }
  return found;
}

// A response is never answered, whatever it holds, or two peers could answer each other for ever.
Response read_response(Json value, std::string_view text) {
  const auto id = value.find("id");
  if (id == value.end() || !(id->is_string() || id->is_number())) return {};
  Response response{Id(json::raw_member(text, "id")), {}};
  const auto error = value.find("error");
  if (error == value.end()) {
    response.reply.emplace<Json>(std::move(value["result"]));
    return response;
  }
  Error refusal{kInternalError, "The client refused", nullptr};
  if (error->is_object()) {
    const auto code = error->find("code");
    const auto message = error->find("message");
    if (code != error->end() && code->is_number_integer()) refusal.code = code->get<int>();
    if (message != error->end() && message->is_string()) refusal.message = *message;
  }
  response.reply = std::move(refusal);
  return response;
}

// `text` holds the bytes that `value` was parsed from.
Single read_single(Json value, std::string_view text) {
  if (!value.is_object()) return invalid({}, "a message is a JSON object");
  const auto method = value.find("method");
  const auto params = value.find("params");
  const auto id = value.find("id");
  if (method == value.end() && (value.contains("result") || value.contains("error"))) {
    return read_response(std::move(value), text);
  }
  Id raw_id;
  if (id != value.end()) {
    if (!id->is_string() && !id->is_number()) {
      return invalid({}, "\"id\" must be a string or a number");
    }
    raw_id = json::raw_member(text, "id");
  }
  const auto version = value.find("jsonrpc");
  if (version == value.end() || *version != "2.0") {
    return invalid(std::move(raw_id), "\"jsonrpc\" must be \"2.0\"");
  }
  if (method == value.end()) return invalid(std::move(raw_id), "there is no \"method\"");
  if (!method->is_string()) return invalid(std::move(raw_id), "\"method\" must be a string");
  const bool structured = params != value.end() && params->is_structured();
  if (id == value.end()) {
    return Notification{method->get<std::string>(),
                        structured ? std::string(json::raw_member(text, "params")) : std::string()};
  }
  if (params != value.end() && !structured) {
    return invalid(std::move(raw_id), "\"params\" must be an object or an array");
  }
  return Request{std::move(raw_id), method->get<std::string>(),
                 structured ? std::move(*params) : Json(nullptr), text.size()};
}

}  // namespace

Message read_message(std::string_view text) {
  if (text.size() > kMaxMessageBytes) return too_long();
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  if (json::depth(text) > json::kMaxDepth) {
    return invalid(readable_id(text),
                   "nested deeper than " + std::to_string(json::kMaxDepth) + " levels");
  }
  Result<Json> parsed = json::parse(text);
  if (!parsed.ok()) {
    return Invalid{{},
                   {kParseError, "Parse error: the message " + parsed.problem().message, nullptr}};
  }
  if (!parsed.value().is_array()) {
    return std::visit(
        [](auto&& single) -> Message { return std::forward<decltype(single)>(single); },
        read_single(std::move(parsed).value(), text));
  }
  Json& array = parsed.value();
  if (array.empty()) return invalid({}, "the batch is empty");
  Batch batch;
  const std::vector<std::string_view> texts = elements(text);
  for (std::size_t i = 0; i < array.size(); ++i) {
    batch.items.push_back(read_single(std::move(array[i]), texts[i]));
    if (auto* request = std::get_if<Request>(&batch.items.back())) request->batched = true;
  }
  return batch;
}

Invalid too_long() {
  return invalid({}, "longer than " + std::to_string(kMaxMessageBytes) + " bytes");
}

std::string result_line(const Id& id, std::string_view result) {
  std::string line = R"({"jsonrpc":"2.0","id":)";
  line.reserve(line.size() + id.size() + result.size() + 16);
  return line.append(id).append(R"(,"result":)").append(result).append("}");
}

std::string error_line(const Id& id, const Error& error) {
  Json body = {{"code", error.code}, {"message", error.message}};
  if (!error.data.is_null()) body["data"] = error.data;
  std::string line = R"({"jsonrpc":"2.0",)";
  if (!id.empty()) line.append(R"("id":)").append(id).append(",");
  return line.append(R"("error":)").append(json::print(body)).append("}");
}

std::string request_line(const Id& id, std::string_view method, std::string_view params) {
  return std::string(R"({"jsonrpc":"2.0","id":)")
      .append(id)
      .append(R"(,"method":)")
      .append(json::print(Json(method)))
      .append(R"(,"params":)")
      .append(params)
      .append("}");
}

std::string notification_line(std::string_view method, std::string_view params) {
  return std::string(R"({"jsonrpc":"2.0","method":)")
      .append(json::print(Json(method)))
      .append(R"(,"params":)")
      .append(params)
      .append("}");
}

}  // namespace doctor::rpc
