// The resources: the skill's pages, and the entries by id.
#include <algorithm>
#include <string>

#include "base/text.h"
#include "knowledge/compiled.h"
#include "knowledge/markdown.h"
#include "tools/offer.h"

namespace doctor::tools {
namespace {

constexpr const char* kMarkdown = "text/markdown";

// The text of the first heading of level 1.
std::string heading_of(const knowledge::Page& page) {
  for (const std::string_view line : text::lines(page.text)) {
    if (line.starts_with("# ")) return std::string(line.substr(2));
  }
  return std::string(page.name);
}

// Ids that begin with what was typed, then those that hold it.
std::vector<std::string> matching_ids(const Engine& engine, const std::string& typed) {
  std::vector<std::string> ids;
  std::vector<std::string> others;
  for (const knowledge::Entry& entry : engine.knowledge().entries()) {
    const std::size_t place = entry.id.find(typed);
    if (place == 0) ids.emplace_back(entry.id);
    if (place != 0 && place != std::string_view::npos) others.emplace_back(entry.id);
  }
  ids.insert(ids.end(), others.begin(), others.end());
  return ids;
}

}  // namespace

std::vector<mcp::Resource> page_resources() {
  std::vector<mcp::Resource> resources;
  for (const knowledge::Page& page : knowledge::compiled_pages()) {
    const std::string name(page.name);
    const std::string what = name == "skill" ? "How to use this server: the skill itself."
                                             : "A reference page of the skill.";
    resources.push_back(
        {"doctor://page/" + name,
         {name, heading_of(page), what, kMarkdown},
         [text = page.text](const mcp::Context&) -> mcp::Contents { return {std::string(text)}; }});
  }
  return resources;
}

mcp::ResourceTemplate entry_resources(Engine& engine) {
  mcp::ResourceTemplate entries;
  entries.uri_template = "doctor://entry/{id}";
  entries.card = {"entry", "A known limitation or failure",
                  "One entry of the knowledge base: message, cause, remedy, sources.", kMarkdown};
  entries.read = [&engine](const std::map<std::string, std::string>& variables,
                           const mcp::Context&) -> std::optional<mcp::Contents> {
    const knowledge::Entry* entry = engine.knowledge().find(variables.at("id"));
    if (entry == nullptr) return std::nullopt;
    return mcp::Contents{knowledge::to_markdown(*entry, 1)};
  };
  entries.complete = [&engine](const std::string& /*variable*/, const std::string& typed) {
    return matching_ids(engine, typed);
  };
  return entries;
}

}  // namespace doctor::tools
