#include "tools/entry_json.h"

#include <cmath>

#include "knowledge/markdown.h"

namespace doctor::tools {
namespace {

void add_applies(Json& out, const knowledge::Entry& entry, const std::string& nightly_date) {
  if (!nightly_date.empty())
    out["applies_to_toolchain"] =
        knowledge::applies(entry, nightly_date) == knowledge::Applies::kYes;
}

Json text_or_null(knowledge::Text text) {
  return text.empty() ? Json() : Json(text);
}

}  // namespace

Json texts_json(knowledge::Texts texts) {
  Json out = Json::array();
  for (const std::string_view text : texts) out.push_back(text);
  return out;
}

Json sources_json(const knowledge::Entry& entry) {
  Json out = Json::array();
  for (const knowledge::Source& source : entry.sources) {
    out.push_back({{"what", source.what}, {"ref", source.ref}, {"date", source.date}});
  }
  return out;
}

Json entry_json(const knowledge::Entry& entry, const std::string& nightly_date) {
  Json crates = Json::array();
  for (const knowledge::Crate& crate : entry.crates) {
    crates.push_back({{"name", crate.name}, {"versions", crate.versions}, {"note", crate.note}});
  }
  Json fixes = Json::array();
  for (const knowledge::Fix& fix : entry.fixes) {
    const knowledge::RenderedFix rendered = knowledge::render_fix(fix, {});
    fixes.push_back(
        {{"title", rendered.title}, {"language", rendered.language}, {"text", rendered.text}});
  }
  Json out = {{"id", entry.id},
              {"title", entry.title},
              {"area", entry.area},
              {"kind", entry.kind},
              {"status", text_or_null(entry.status)},
              {"evidence", entry.evidence},
              {"backend", entry.backend},
              {"stage", knowledge::name_of(entry.stage)},
              {"passes_check", knowledge::passes_check(entry.stage)},
              {"since", text_or_null(entry.since)},
              {"fixed_in", text_or_null(entry.fixed_in)},
              {"checked", entry.checked},
              {"cause", entry.cause},
              {"details", text_or_null(entry.details)},
              {"messages", texts_json(entry.messages)},
              {"crates", std::move(crates)},
              {"platforms", texts_json(entry.platforms)},
              {"fix", std::move(fixes)},
              {"confirm", texts_json(entry.confirm)},
              {"aliases", texts_json(entry.aliases)},
              {"sources", sources_json(entry)}};
  add_applies(out, entry, nightly_date);
  return out;
}

Json intrinsic_json(const knowledge::Intrinsic& intrinsic, const std::string& nightly_date) {
  return {{"name", intrinsic.name},
          {"implemented", intrinsic.is_implemented},
          {"reaches", intrinsic.reaches},
          {"target_feature", text_or_null(intrinsic.feature)},
          {"since", text_or_null(intrinsic.since)},
          {"checked", intrinsic.checked},
          {"summary", knowledge::sentence(intrinsic, nightly_date)}};
}

Json result_json(const knowledge::Ranked& result, const std::string& nightly_date) {
  const knowledge::Entry& entry = *result.entry;
  Json out = {{"id", entry.id},
              {"title", entry.title},
              {"area", entry.area},
              {"kind", entry.kind},
              {"status", text_or_null(entry.status)},
              {"score", std::round(result.score * 100) / 100},
              {"summary", knowledge::summary(entry)}};
  add_applies(out, entry, nightly_date);
  return out;
}

}  // namespace doctor::tools
