#include "json/pointer.h"

#include "json/json.h"

namespace doctor::json {

std::vector<std::optional<std::string>> strings_at(std::string_view document,
                                                   const std::vector<std::string_view>& pointers) {
  std::vector<std::optional<std::string>> found(pointers.size());
  const Result<Json> parsed = parse(document);
  if (!parsed.ok()) return found;
  for (std::size_t i = 0; i < pointers.size(); ++i) {
    const Json::json_pointer pointer{std::string(pointers[i])};
    if (!parsed.value().contains(pointer)) continue;
    const Json& value = parsed.value().at(pointer);
    if (value.is_string()) found[i] = value.get<std::string>();
  }
  return found;
}

bool is_json(std::string_view document) {
  return parse(document).ok();
}

}  // namespace doctor::json
