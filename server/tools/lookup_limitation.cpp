// The tool lookup_limitation: entries by id, by search, and the skill's pages.
#include <algorithm>
#include <charconv>

#include "base/similar.h"
#include "base/text.h"
#include "base/version.h"
#include "knowledge/compiled.h"
#include "knowledge/intrinsics.h"
#include "knowledge/markdown.h"
#include "knowledge/toolchain.h"
#include "knowledge/vocabulary.h"
#include "tools/answer.h"
#include "tools/entry_json.h"
#include "tools/gate_plan.h"
#include "tools/project_folder.h"
#include "tools/toolbox.h"

namespace doctor::tools {
namespace {

using knowledge::Entry;
using knowledge::Intrinsic;
using knowledge::Ranked;

constexpr int kDefaultLimit = 5;
constexpr int kMostResults = 50;
constexpr std::size_t kPageBytes = 16000;     // of one piece of a page
constexpr std::size_t kResultsBytes = 18000;  // of the results in one answer
constexpr std::size_t kMostIntrinsics = 8;    // of a query that are explained

std::vector<std::string> words(std::span<const std::string_view> known) {
  return {known.begin(), known.end()};
}

Json lookup_limitation_schema() {
  return object_schema({
      {"query", string_schema("A question, message, crate, symbol or error code, e.g. "
                              "`catch_unwind not caught` or `aws_lc_0_`.")},
      {"id", string_schema("An entry's id: the whole entry.")},
      {"page", string_schema("A page of the skill, e.g. `skill`, `codegen-backends`, "
                             "`cranelift-limitations`, or `plan_gates`; by pieces, see cursor.")},
      {"project_dir", string_schema("For page `plan_gates`: another folder than the project.")},
      {"crate", string_schema("Only entries that affect this crate.")},
      {"crate_version", string_schema("The version of that crate, e.g. `34.0.2`.")},
      {"area", enum_schema(words(knowledge::areas()), "Only this area.")},
      {"status", enum_schema(words(knowledge::statuses()), "Only this status.")},
      {"toolchain", string_schema("A toolchain, e.g. `nightly-2026-05-20` or the text of `rustc "
                                  "-vV`: each result says whether it applies there.")},
      {"limit",
       {{"type", "integer"},
        {"minimum", 1},
        {"maximum", kMostResults},
        {"description", "Results at once, default 5."}}},
      {"cursor", string_schema("The next_cursor of an earlier answer.")},
  });
}

// Cursors are plain offsets; anything else is refused.
std::optional<std::size_t> offset_of(const std::string& cursor) {
  if (cursor.empty()) return 0;
  std::size_t offset = 0;
  const auto [end, error] = std::from_chars(cursor.data(), cursor.data() + cursor.size(), offset);
  if (error != std::errc() || end != cursor.data() + cursor.size()) return std::nullopt;
  return offset;
}

mcp::ToolResult bad_cursor(const std::string& cursor) {
  return fault("`cursor` is \"" + text::clip(cursor, 60) +
               "\", which no answer gave; leave it out to start at the beginning.");
}

std::string applies_phrase(const Entry& entry, const std::string& date) {
  switch (knowledge::applies(entry, date)) {
    case knowledge::Applies::kYes:
      return "applies to nightly-" + date;
    case knowledge::Applies::kNotYet:
      return "not yet in nightly-" + date;
    case knowledge::Applies::kNoLonger:
      return "no longer in nightly-" + date;
  }
  return "";
}

mcp::ToolResult one_entry(const Engine& engine, const Json& arguments, const std::string& date) {
  const std::string id = text_argument(arguments, "id");
  const Entry* entry = engine.knowledge().find(id);
  if (entry == nullptr) {
    const std::string near = engine.knowledge().closest_id(id);
    return fault("There is no entry `" + text::clip(id, 80) + "`" +
                 (near.empty() ? "" : "; the closest is `" + near + "`") +
                 ". Search with `query` instead.");
  }
  if (wants_json(arguments)) return json_answer({{"entry", entry_json(*entry, date)}});
  std::string out = knowledge::to_markdown(*entry, 1);
  if (entry->id != id) out += "\n`" + id + "` is part of this entry.\n";
  if (!date.empty()) out += "\nFor the toolchain: " + applies_phrase(*entry, date) + ".\n";
  return text_answer(std::move(out));
}

// The only page that depends on the project.
constexpr std::string_view kGatesPage = "plan_gates";

mcp::ToolResult gates_page(const Engine& engine, const Json& arguments) {
  const GatePlan plan = plan_gates(engine.files(), user_environment(engine),
                                   project_folder(engine, text_argument(arguments, "project_dir")),
                                   text_argument(arguments, "toolchain"));
  std::string text = gate_plan_text(plan);
  if (wants_json(arguments)) return json_answer({{"page", kGatesPage}, {"text", text}});
  return text_answer(std::move(text));
}

// A piece of a page ends at the last line break that fits.
mcp::ToolResult one_page(const Engine& engine, const Json& arguments) {
  const std::string name = text_argument(arguments, "page");
  if (name == kGatesPage) return gates_page(engine, arguments);
  const knowledge::Page* page = engine.knowledge().find_page(name);
  if (page == nullptr) {
    std::vector<std::string> names;
    std::vector<std::string_view> known;
    for (const knowledge::Page& candidate : engine.knowledge().pages()) {
      names.push_back("`" + std::string(candidate.name) + "`");
      known.push_back(candidate.name);
    }
    names.push_back("`" + std::string(kGatesPage) + "`");
    known.push_back(kGatesPage);
    const std::string near = closest(name, known);
    return fault("There is no page `" + text::clip(name, 80) + "`" +
                 (near.empty() ? "" : "; the closest is `" + near + "`") +
                 ". Pages: " + text::join(names, ", ") + ".");
  }
  const std::string cursor = text_argument(arguments, "cursor");
  const auto offset = offset_of(cursor);
  if (!offset || (*offset > 0 && *offset >= page->text.size())) return bad_cursor(cursor);
  std::string_view piece = page->text.substr(*offset, kPageBytes);
  std::size_t next = *offset + piece.size();
  if (next < page->text.size()) {
    const std::size_t cut = piece.rfind('\n');
    if (cut != std::string_view::npos && cut > 0) piece = piece.substr(0, cut + 1);
    next = *offset + piece.size();
  }
  const bool is_last = next >= page->text.size();
  if (wants_json(arguments)) {
    Json out = {{"page", name}, {"text", piece}};
    if (!is_last) out["next_cursor"] = std::to_string(next);
    return json_answer(std::move(out));
  }
  std::string out(piece);
  if (!is_last) {
    out += "\n(bytes " + std::to_string(*offset) + " to " + std::to_string(next) + " of " +
           std::to_string(page->text.size()) + "; go on with page `" + name + "`, cursor `" +
           std::to_string(next) + "`)\n";
  }
  return text_answer(std::move(out));
}

bool passes(const Entry& entry, const Json& arguments) {
  const std::string crate = text_argument(arguments, "crate");
  const std::string area = text_argument(arguments, "area");
  const std::string status = text_argument(arguments, "status");
  if (!area.empty() && entry.area != area) return false;
  if (!status.empty() && entry.status != status) return false;
  return crate.empty() || knowledge::affected_crate(
                              entry, crate, text_argument(arguments, "crate_version")) != nullptr;
}

// The vendor intrinsics that the query names.
std::vector<Intrinsic> asked_intrinsics(const Json& arguments) {
  return knowledge::intrinsics_in(knowledge::compiled_intrinsics(),
                                  text_argument(arguments, "query"), kMostIntrinsics);
}

// The entry about an intrinsic does not name it; it is the answer all the same.
void put_first(const Engine& engine, const std::vector<Intrinsic>& intrinsics,
               std::vector<Ranked>& ranked) {
  for (auto asked = intrinsics.rbegin(); asked != intrinsics.rend(); ++asked) {
    const Entry* entry = engine.knowledge().find(asked->entry);
    if (entry == nullptr) continue;
    const double best = ranked.empty() ? 1 : ranked.front().score;
    std::erase_if(ranked, [&](const Ranked& other) { return other.entry == entry; });
    ranked.insert(ranked.begin(), {entry, best});
  }
}

std::vector<Ranked> matching(Engine& engine, const Json& arguments) {
  std::vector<Ranked> ranked;
  const std::string query = text_argument(arguments, "query");
  if (!text::trim(query).empty()) {
    ranked = engine.search().find(query);
    put_first(engine, asked_intrinsics(arguments), ranked);
  } else {
    for (const Entry& entry : engine.knowledge().entries()) ranked.push_back({&entry, 0});
  }
  std::erase_if(ranked,
                [&](const Ranked& candidate) { return !passes(*candidate.entry, arguments); });
  return ranked;
}

std::string result_line(const Ranked& result, const std::string& date) {
  const Entry& entry = *result.entry;
  std::string out = "- `" + std::string(entry.id) + "` — " + std::string(entry.title);
  if (!entry.status.empty()) out += " [" + std::string(entry.status) + "]";
  if (!date.empty()) out += " (" + applies_phrase(entry, date) + ")";
  return out + "\n  " + knowledge::summary(entry) + "\n";
}

// A range of the results, and how to get the rest.
std::string results_text(const std::string& list, std::size_t offset, std::size_t end,
                         std::size_t total, bool full) {
  if (total == 0)
    return "Nothing found. Try other words of the message, a crate's name, or no filter.\n";
  std::string out =
      full ? "" : std::to_string(total) + (total == 1 ? " entry:\n" : " entries, best first:\n");
  out += list;
  if (end < total) {
    out += "\nShowing " + std::to_string(offset + 1) + " to " + std::to_string(end) + " of " +
           std::to_string(total) + "; cursor `" + std::to_string(end) + "` gives the next.\n";
  }
  return full ? out : out + "\nThe whole entry: `lookup_limitation` with its id.\n";
}

mcp::ToolResult results(Engine& engine, const Json& arguments, const std::string& date) {
  const std::vector<Ranked> all = matching(engine, arguments);
  const std::string cursor = text_argument(arguments, "cursor");
  const auto offset = offset_of(cursor);
  if (!offset || (*offset > 0 && *offset >= all.size())) return bad_cursor(cursor);
  const bool full = wants_full(arguments);
  const bool json = wants_json(arguments);
  const std::size_t last = std::min(
      all.size(), *offset + static_cast<std::size_t>(arguments.value("limit", kDefaultLimit)));
  std::string text;
  Json list = Json::array();
  std::size_t bytes = 0;
  std::size_t end = *offset;
  for (; end < last; ++end) {
    Json one = json ? result_json(all[end], date) : Json();
    const std::string shown = json   ? json::print(one)
                              : full ? knowledge::to_markdown(*all[end].entry, 2) + "\n"
                                     : result_line(all[end], date);
    bytes += shown.size();
    if (end > *offset && bytes > kResultsBytes) break;
    if (json) list.push_back(std::move(one));
    text += shown;
  }
  const std::vector<Intrinsic> intrinsics = asked_intrinsics(arguments);
  if (!json) {
    std::string facts;
    for (const Intrinsic& intrinsic : intrinsics)
      facts += knowledge::sentence(intrinsic, date) + "\n";
    if (!facts.empty()) facts += "\n";
    return text_answer(facts + results_text(text, *offset, end, all.size(), full));
  }
  Json out = {{"results", std::move(list)}, {"total", all.size()}};
  for (const Intrinsic& intrinsic : intrinsics)
    out["intrinsics"].push_back(intrinsic_json(intrinsic, date));
  if (end < all.size()) out["next_cursor"] = std::to_string(end);
  return json_answer(std::move(out));
}

mcp::ToolResult run_lookup_limitation(Engine& engine, const Json& arguments) {
  const bool has_id = arguments.contains("id");
  const bool has_page = arguments.contains("page");
  if (has_id && has_page) return fault("Both `id` and `page` are given; give one of them.");
  const std::string version = text_argument(arguments, "crate_version");
  if (!version.empty() && !Version::parse(version)) {
    return fault("`crate_version` is \"" + text::clip(version, 60) +
                 "\"; a version such as `34.0.2` is needed.");
  }
  const std::string date =
      knowledge::nightly_date(text_argument(arguments, "toolchain")).value_or("");
  if (has_id) return one_entry(engine, arguments, date);
  if (has_page) return one_page(engine, arguments);
  return results(engine, arguments, date);
}

}  // namespace

mcp::Tool lookup_limitation(Engine& engine) {
  mcp::Tool tool;
  tool.name = "lookup_limitation";
  tool.title = "Look up a known limitation or failure";
  tool.description =
      "Use this to answer what the Cranelift backend, fenix, rust-overlay or Nix cannot do, which "
      "crates and versions are affected, and since or until "
      "which nightly: \"does cranelift support catch_unwind\", \"wasmtime 36 with cranelift\", an "
      "error message, a symbol, an error code. `query` searches, "
      "`id` gives a whole entry, `page` a page of the skill (codegen-backends, fenix-nightly-pins, "
      "cargo-clippy-gates, cranelift-limitations) without "
      "reading files. For a failing log use classify_error instead.";
  tool.input_schema = lookup_limitation_schema();
  tool.run = [&engine](const Json& arguments, const mcp::ToolContext&) {
    return run_lookup_limitation(engine, arguments);
  };
  return tool;
}

}  // namespace doctor::tools
