#include "knowledge/loader.h"

#include <algorithm>
#include <filesystem>

#include "base/text.h"
#include "base/version.h"
#include "knowledge/table_reader.h"
#include "knowledge/vocabulary.h"

namespace doctor::knowledge {
namespace {

using Need = TableReader::Need;

constexpr std::string_view kSignNames[] = {"cranelift"};

bool is_date(std::string_view date) {
  if (date.size() != 10) return false;
  for (std::size_t i = 0; i < date.size(); ++i) {
    if (i == 4 || i == 7 ? date[i] != '-' : !text::is_digit(date[i])) return false;
  }
  return date.substr(5, 2) >= "01" && date.substr(5, 2) <= "12" && date.substr(8) >= "01" &&
         date.substr(8) <= "31";
}

bool is_id(std::string_view id) {
  return !id.empty() &&
         id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

// Line breaks are only how the file is wrapped.
std::string unwrapped(Text text) {
  std::string out;
  for (const char c : text::trim(text)) {
    const bool is_blank = c == '\n' || c == ' ';
    if (!is_blank) {
      out += c;
    } else if (!out.ends_with(' ')) {
      out += ' ';
    }
  }
  return out;
}

template <typename Enum>
Enum enum_of(std::span<const std::string_view> names, Text name) {
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? Enum{} : static_cast<Enum>(found - names.begin());
}

Match read_match(const toml::Value& table, Arena& arena, std::vector<Problem>& problems) {
  TableReader reader(table, arena, problems);
  Match match;
  match.all = reader.texts("all", Need::kRequired);
  match.any = reader.texts("any");
  match.none = reader.texts("none");
  match.context = reader.texts("context");
  match.without = reader.texts("without");
  match.sign = reader.word("sign", kSignNames);
  match.within = reader.number("within", 1, 60, 1);
  match.confidence =
      enum_of<Confidence>(confidences(), reader.word("confidence", confidences(), Need::kRequired));
  match.captures = arena.keep(reader.pairs("captures"));
  if (match.all.empty()) reader.fault(table.where, "`all` needs at least one pattern");
  reader.finish();
  return match;
}

Crate read_crate(const toml::Value& table, Arena& arena, std::vector<Problem>& problems) {
  TableReader reader(table, arena, problems);
  const Crate crate{reader.text("name", Need::kRequired), reader.text("versions"),
                    reader.text("note")};
  if (!is_requirement(crate.versions)) {
    reader.fault(reader.place("versions"),
                 "`versions` must be comparators such as \">=5.0.0, <35.0.0\"");
  }
  reader.finish();
  return crate;
}

Fix read_fix(const toml::Value& table, Arena& arena, std::vector<Problem>& problems) {
  constexpr std::string_view kFixKinds[] = {"override"};
  TableReader reader(table, arena, problems);
  Fix fix;
  if (reader.word("kind", kFixKinds).empty()) {
    fix.title = reader.text("title", Need::kRequired);
    fix.language = reader.word("language", fix_languages(), Need::kRequired);
    fix.text = reader.text("text", Need::kRequired);
  } else {
    fix.title = reader.text("title");
    fix.scope = reader.word("scope", fix_scopes(), Need::kRequired);
  }
  reader.finish();
  return fix;
}

Source read_source(const toml::Value& table, Arena& arena, std::vector<Problem>& problems) {
  TableReader reader(table, arena, problems);
  const Source source{reader.text("what", Need::kRequired), reader.text("ref", Need::kRequired),
                      reader.text("date")};
  // A day or month that the source does not tell is left out.
  const std::string day =
      std::string(source.date) +
      std::string("2000-01-01").substr(std::min<std::size_t>(source.date.size(), 10));
  if (!source.date.empty() && !is_date(day)) {
    reader.fault(reader.place("date"), "`date` must be YYYY-MM-DD, YYYY-MM or YYYY");
  }
  reader.finish();
  return source;
}

Sample read_sample(const toml::Value& table, Arena& arena, std::vector<Problem>& problems) {
  constexpr std::string_view kExpect[] = {"hit", "miss"};
  constexpr std::string_view kOrigin[] = {"real", "written"};
  TableReader reader(table, arena, problems);
  Sample sample;
  sample.hit = reader.word("expect", kExpect, Need::kRequired) == "hit";
  sample.origin = reader.word("origin", kOrigin, Need::kRequired);
  sample.source = reader.text("source");
  if (!sample.source.empty() && !sample.source.starts_with("https://"))
    reader.fault(reader.place("source"), "`source` must be an https:// address");
  if (!sample.source.empty() && sample.origin == "written")
    reader.fault(reader.place("source"), "`source` belongs to a sample whose origin is `real`");
  sample.crate = reader.text("crate");
  sample.version = reader.text("version");
  sample.confidence = reader.word("confidence", confidences());
  sample.line = reader.number("line", 1, 1000000, 0);
  sample.file_line = table.where.line;
  sample.log = reader.text("log", Need::kRequired);
  reader.finish();
  return sample;
}

// Reads an array of tables with one of the functions above.
template <typename T>
std::span<const T> read_all(TableReader& reader, std::string_view key,
                            std::vector<Problem>& problems,
                            T (*read)(const toml::Value&, Arena&, std::vector<Problem>&)) {
  std::vector<T> items;
  reader.tables(key, [&](const toml::Value& table) {
    items.push_back(read(table, reader.arena(), problems));
  });
  return reader.arena().keep(std::move(items));
}

// Rules that look at more than one key.
void check_whole(const Entry& entry, TableReader& reader) {
  for (const auto& [key, value] :
       {std::pair<std::string_view, Text>{"since", entry.since}, {"fixed_in", entry.fixed_in}}) {
    if (!value.empty() && !(value.starts_with("nightly-") && is_date(value.substr(8)))) {
      reader.fault(reader.place(key), "`" + std::string(key) + "` must be nightly-YYYY-MM-DD");
    }
  }
  if (!entry.checked.empty() && !is_date(entry.checked)) {
    reader.fault(reader.place("checked"), "`checked` must be YYYY-MM-DD");
  }
  if (entry.title.ends_with('.')) reader.fault(reader.place("title"), "the title has a final stop");
  if (entry.sources.empty())
    reader.fault({reader.place("sources")}, "an entry needs at least one of `sources`");
  if (entry.matches.empty()) return;
  const auto hits = std::count_if(entry.samples.begin(), entry.samples.end(),
                                  [](const Sample& s) { return s.hit; });
  const auto misses = static_cast<std::ptrdiff_t>(entry.samples.size()) - hits;
  if (hits < 2 || misses < 1) {
    reader.fault(
        reader.place("match"),
        "an entry with [[match]] needs two samples that hit and one that misses; there are " +
            std::to_string(hits) + " and " + std::to_string(misses));
  }
}

}  // namespace

LoadedEntry load_entry(std::string_view document, const std::string& path, Arena& arena) {
  LoadedEntry loaded;
  const Result<toml::Value> parsed = toml::parse(document, path);
  if (!parsed.ok()) {
    loaded.problems.push_back(parsed.problem());
    return loaded;
  }
  Entry& entry = loaded.entry;
  std::vector<Problem>& problems = loaded.problems;
  const std::filesystem::path file(path);
  entry.id = arena.keep(file.stem().string());
  entry.area = arena.keep(file.parent_path().filename().string());
  if (!is_id(entry.id))
    problems.push_back({"the file name is the id: use a-z, 0-9 and - only", {path}});
  if (std::find(areas().begin(), areas().end(), entry.area) == areas().end()) {
    problems.push_back({"the folder `" + std::string(entry.area) + "` is no area", {path}});
  }

  TableReader reader(parsed.value(), arena, problems);
  entry.title = reader.text("title", Need::kRequired);
  entry.kind = reader.word("kind", kinds(), Need::kRequired);
  entry.status = reader.word("status", statuses());
  entry.evidence = reader.word("evidence", evidences(), Need::kRequired);
  entry.backend = reader.word("backend", backends(), Need::kRequired);
  entry.stage = enum_of<Stage>(stages(), reader.word("stage", stages(), Need::kRequired));
  entry.since = reader.text("since");
  entry.fixed_in = reader.text("fixed_in");
  entry.checked = reader.text("checked", Need::kRequired);
  entry.cause = arena.keep(unwrapped(reader.text("cause", Need::kRequired)));
  entry.details = reader.text("details");
  entry.aliases = reader.texts("aliases");
  entry.explains = reader.texts("explains");
  entry.keywords = reader.texts("keywords");
  entry.platforms = reader.texts("platforms");
  entry.confirm = reader.texts("confirm");
  entry.messages = reader.texts("messages");
  entry.matches = read_all<Match>(reader, "match", problems, read_match);
  entry.crates = read_all<Crate>(reader, "crate", problems, read_crate);
  entry.fixes = read_all<Fix>(reader, "fix", problems, read_fix);
  entry.sources = read_all<Source>(reader, "sources", problems, read_source);
  entry.samples = read_all<Sample>(reader, "sample", problems, read_sample);
  reader.finish();
  check_whole(entry, reader);
  return loaded;
}

LoadedSigns load_signs(std::string_view document, const std::string& path, Arena& arena) {
  LoadedSigns loaded;
  const Result<toml::Value> parsed = toml::parse(document, path);
  if (!parsed.ok()) {
    loaded.problems.push_back(parsed.problem());
    return loaded;
  }
  for (const toml::Member& member : parsed.value().members) {
    if (member.value.kind != toml::Kind::kTable) {
      loaded.problems.push_back({"`" + member.key + "` must be a table", member.where});
      continue;
    }
    TableReader reader(member.value, arena, loaded.problems);
    loaded.signs.push_back({arena.keep(member.key), reader.texts("patterns", Need::kRequired)});
    reader.finish();
  }
  return loaded;
}

}  // namespace doctor::knowledge
