#include "tools/pin_report.h"

#include <algorithm>

#include "base/text.h"
#include "nix/components.h"
#include "nix/nightlies.h"
#include "nix/snippet.h"

namespace doctor::tools {
namespace {

using nix::Component;
using nix::CurrentPin;
using nix::LockedInput;
using nix::Pin;
using nix::Snippet;
using nix::Source;
using nix::Via;

constexpr std::size_t kMostWarnings = 3;  // in a concise text
constexpr std::size_t kMostInputs = 40;

std::string code(const std::string& language, const std::string& text) {
  return "\n```" + language + "\n" + text + "```\n";
}

bool has_nix(const PinReport& report) {
  return std::any_of(report.project.files.begin(), report.project.files.end(),
                     [](const nix::NixFile& file) { return !file.file.empty(); });
}

Source overlay_source(Via via) {
  return via == Via::kRustOverlay ? Source::kRustOverlay : Source::kFenix;
}

// Whether the project has the overlay of that way already, in its lock or in its text.
bool has_overlay(const nix::Project& project, Source source) {
  if (project.lock && project.lock->find(source) != nullptr) return true;
  for (const nix::NixFile& file : project.files) {
    for (const nix::SourceUse& use : file.sources) {
      if (use.source == source) return true;
    }
  }
  return false;
}

// The texts to write, in the order in which they are needed.
std::vector<Snippet> snippets(const PinReport& report) {
  const Pin& pin = *report.wanted;
  std::vector<Snippet> out;
  if (pin.via == Via::kToolchainFile) {
    out.push_back(nix::toolchain_file(pin));
    const bool is_read =
        report.now && report.now->file != nullptr && !report.now->expression.empty();
    for (const Source source : {Source::kFenix, Source::kRustOverlay}) {
      if (!is_read && has_overlay(report.project, source)) {
        out.push_back(nix::reading_expression(source));
        break;
      }
    }
    return out;
  }
  if (!has_nix(report)) return {nix::flake(pin)};
  const bool needs_input =
      pin.via != Via::kNixpkgs && report.project.has_flake() &&
      (!has_overlay(report.project, overlay_source(pin.via)) || !pin.overlay_url.empty());
  if (needs_input) out.push_back(nix::inputs(pin));
  out.push_back(nix::expression(pin));
  return out;
}

std::string where_to(const PinReport& report) {
  const Pin& pin = *report.wanted;
  if (pin.via == Via::kToolchainFile) {
    return report.project.toolchain_files.empty() ? "" : "Replace the existing file by it";
  }
  if (!has_nix(report)) return "";
  std::string out =
      "Write it to `toolchain.nix` (`git add -N` it) and use `import ./toolchain.nix { inherit " +
      std::string(pin.via == Via::kFenix ? "fenix pkgs system" : "pkgs") + "; }`";
  if (pin.via == Via::kNixpkgs) out = "Use it as the shell";
  if (report.now && !report.now->expression.empty()) {
    out += " in place of `" + report.now->expression + "` (`" +
           nix::shown(report.now->where, report.project) + "`)";
  }
  if (pin.via == Via::kRustOverlay) {
    out += "; `pkgs` needs `overlays = [ rust-overlay.overlays.default ]`";
  }
  return out;
}

bool needs_hash(const std::vector<Snippet>& texts) {
  return std::any_of(texts.begin(), texts.end(), nix::needs_hash);
}

std::string hash_text(const Pin& pin) {
  const std::string url = nix::manifest_url(pin);
  return "Hash: build once; Nix fails and prints `got: sha256-…`, which replaces "
         "`pkgs.lib.fakeHash`. "
         "It is the manifest's: it changes with the date or release." +
         (url.empty() ? "" : " Without a build: `nix-prefetch-url " + url + "`");
}

// ---- what there is now

std::string age_text(const CurrentPin& pin, const Date& today) {
  if (!pin.date || *pin.date > today) return "";
  const int days = days_between(*pin.date, today);
  return ", " + std::to_string(days) + (days == 1 ? " day" : " days") + " old" +
         (pin.is_exact ? "" : " or more");
}

std::string toolchain_text(const CurrentPin& pin) {
  const std::string channel = text::clip(pin.channel, 60);
  if (pin.channel.empty()) return "a toolchain that its text does not tell";
  if (pin.is_exact || !pin.date) {
    return "`" + channel + "`" +
           (pin.version.empty() || pin.version == pin.channel ? "" : " (" + pin.version + ")");
  }
  if (pin.via == Via::kNixpkgs) return "the stable Rust of nixpkgs of " + pin.date->str();
  return "the newest " + channel + " that the overlay of " + pin.date->str() + " knows" +
         (pin.version.empty() ? "" : " (" + pin.version + ")");
}

std::string now_text(const PinReport& report) {
  if (!report.now) return "Nothing in this project pins a Rust toolchain.\n";
  const CurrentPin& pin = *report.now;
  std::string out = "`" + nix::shown(pin.where, report.project) + "` decides";
  if (!pin.expression.empty()) out += " (`" + pin.expression + "`)";
  out += ": " + toolchain_text(pin) + age_text(pin, report.today) + ".";
  out += pin.moved_by.empty() ? " No lock file holds it." : " It changes by: " + pin.moved_by + ".";
  if (pin.via == Via::kToolchainFile && pin.expression.empty()) {
    out += " Only rustup reads that file.";
  }
  return out + "\n";
}

// Components that the toolchain cannot have on a host.
std::vector<std::string> missing_on(const CurrentPin& pin, const nix::Host& host) {
  std::vector<std::string> out;
  for (const Component& component : nix::components()) {
    const auto since = nix::component_since(component, host.triple);
    const bool is_late = since && pin.is_nightly() && pin.date && *pin.date < *since;
    const bool is_closed = component.is_nightly_only && !pin.is_nightly();
    const bool is_in_set = nix::is_in_fenix_set(pin.set, component);
    if (!since || is_late || is_closed || !is_in_set) out.emplace_back(component.name);
  }
  return out;
}

// "every component", or the shorter of what is there and what is not.
std::string having(const std::vector<std::string>& missing, bool is_full) {
  std::vector<std::string> there;
  std::vector<std::string> gone;
  for (const Component& component : nix::components()) {
    const std::string name(component.name);
    const bool is_missing = std::find(missing.begin(), missing.end(), name) != missing.end();
    // Of interest to few, and missing nearly everywhere.
    const bool is_rare = name == "rustc-codegen-gcc-preview" && !is_full;
    if (!is_rare) (is_missing ? gone : there).push_back(name);
  }
  if (gone.empty()) return "every component, Cranelift too";
  if (there.size() < gone.size()) return "only " + text::join(there, ", ");
  const bool has_cranelift = std::find(there.begin(), there.end(), nix::kCranelift) != there.end();
  return "all but " + text::join(gone, ", ") + (has_cranelift ? "; Cranelift exists" : "");
}

// Hosts that lack the same components share a line.
std::string components_text(const PinReport& report, bool is_full) {
  if (!report.now || report.now->channel.empty()) return "";
  constexpr std::size_t kCommonHosts = 4;
  std::vector<std::pair<std::string, std::vector<std::string>>> groups;
  const auto hosts = nix::hosts();
  for (const nix::Host& host : is_full ? hosts : hosts.first(kCommonHosts)) {
    const std::string components = having(missing_on(*report.now, host), is_full);
    const auto same = std::find_if(groups.begin(), groups.end(),
                                   [&](const auto& group) { return group.first == components; });
    const std::string name(host.system.empty() || is_full ? host.triple : host.system);
    if (same == groups.end()) {
      groups.push_back({components, {name}});
    } else {
      same->second.push_back(name);
    }
  }
  std::string out;
  for (const auto& [components, names] : groups) {
    out += "- " + text::join(names, ", ") + ": " + components + "\n";
  }
  return "\nComponents that it can have:\n" + out;
}

// Seven characters, as git shows them; whatever stands in a damaged lock is cut where a character
// ends.
std::string short_revision(const std::string& revision) {
  return text::repair_utf8(revision.substr(0, 7));
}

std::string inputs_text(const PinReport& report, bool is_full) {
  if (!report.project.lock) return "";
  std::string out;
  for (const LockedInput& input : report.project.lock->inputs) {
    const bool is_shown = is_full || (input.source != Source::kOther && input.follows.empty() &&
                                      input.path.find('/') == std::string::npos);
    if (!is_shown) continue;
    out += (out.empty() ? "" : ", ") + text::clip(input.path, 60);
    if (input.date) out += " " + input.date->str();
    if (!input.revision.empty()) out += " (" + short_revision(input.revision) + ")";
    if (!input.follows.empty()) out += " follows " + input.follows;
    if (out.size() > 3000) break;
  }
  return out.empty() ? "" : "\nLocked: " + out + ".\n";
}

std::string warnings_text(const PinReport& report, bool is_full) {
  std::string out;
  std::size_t shown = 0;
  const std::size_t most = is_full ? 40 : kMostWarnings;
  for (const Problem& problem : report.project.problems) {
    out += "- " +
           Problem{problem.message, {nix::shown(problem.where, report.project), 0, 0}}.str() + "\n";
  }
  for (const nix::Warning& warning : report.warnings) {
    if (shown++ == most) break;
    out += "- " + warning.text + (warning.entry.empty() ? "" : " (`" + warning.entry + "`)") + "\n";
  }
  if (report.warnings.size() > most) {
    out += "- and " + std::to_string(report.warnings.size() - most) + " more (detail `full`)\n";
  }
  return out.empty() ? "" : "\nWarnings:\n" + out;
}

std::string envrc_text(const PinReport& report) {
  std::string out;
  for (const nix::EnvrcUse& use : report.project.envrc) {
    out += "\nShell: `" + use.text + "` (`" + nix::shown(use.where, report.project) + "`).\n";
  }
  return out;
}

std::string others_text(const PinReport& report) {
  if (!report.now) return "";
  std::string out;
  for (const nix::ToolchainUse& use : nix::other_toolchains(report.project, *report.now)) {
    out += "- `" + nix::shown(use.where, report.project) + "`: `" + use.expression + "`\n";
    if (out.size() > 2000) break;
  }
  return out.empty() ? "" : "\nFurther toolchains in the files:\n" + out;
}

std::string wanted_text(const PinReport& report) {
  const Pin& pin = *report.wanted;
  const auto texts = snippets(report);
  std::string out = "`" + pin.channel.str() + "` via " + std::string(name_of(pin.via)) + " (" +
                    texts.front().file + "):\n";
  for (const Snippet& snippet : texts) {
    if (&snippet != &texts.front()) out += "\n" + snippet.file + ":\n";
    out += code(snippet.language, snippet.text);
  }
  const std::string where = where_to(report);
  if (!where.empty()) out += "\n" + where + ".\n";
  if (needs_hash(texts)) out += "\n" + hash_text(pin) + "\n";
  if (!pin.notes.empty()) out += "\n";
  for (const std::string& note : pin.notes) out += "- " + note + "\n";
  return out;
}

// ---- JSON

Json date_json(const std::optional<Date>& date) {
  return date ? Json(date->str()) : Json();
}

Json now_json(const PinReport& report) {
  if (!report.now) return {};
  const CurrentPin& pin = *report.now;
  Json missing = Json::object();
  constexpr std::size_t kCommonHosts = 4;
  for (const nix::Host& host : nix::hosts().first(kCommonHosts)) {
    missing[std::string(host.system)] = missing_on(pin, host);
  }
  return {{"via", name_of(pin.via)},
          {"expression", pin.expression},
          {"where", nix::shown(pin.where, report.project)},
          {"channel", pin.channel},
          {"date", date_json(pin.date)},
          {"exact", pin.is_exact},
          {"version", pin.version},
          {"age_days", pin.date && *pin.date <= report.today
                           ? Json(days_between(*pin.date, report.today))
                           : Json()},
          {"moved_by", pin.moved_by},
          {"components", pin.components},
          {"targets", pin.targets},
          {"missing_components", std::move(missing)}};
}

Json inputs_json(const PinReport& report) {
  Json out = Json::array();
  if (!report.project.lock) return out;
  for (const LockedInput& input : report.project.lock->inputs) {
    if (out.size() == kMostInputs) break;
    out.push_back({{"path", input.path},
                   {"source", name_of(input.source)},
                   {"reference", input.reference},
                   {"revision", input.revision},
                   {"date", date_json(input.date)},
                   {"follows", input.follows.empty() ? Json() : Json(input.follows)}});
  }
  return out;
}

Json wanted_json(const PinReport& report) {
  const Pin& pin = *report.wanted;
  const auto texts = snippets(report);
  Json files = Json::array();
  for (const Snippet& snippet : texts) {
    files.push_back(
        {{"file", snippet.file}, {"language", snippet.language}, {"text", snippet.text}});
  }
  Json out = {{"via", name_of(pin.via)},      {"channel", pin.channel.str()},
              {"components", pin.components}, {"targets", pin.targets},
              {"systems", pin.systems},       {"files", std::move(files)},
              {"where_to", where_to(report)}, {"notes", pin.notes}};
  out["hash"] = needs_hash(texts) ? Json(hash_text(pin)) : Json();
  return out;
}

}  // namespace

Json pin_json(const PinReport& report) {
  Json warnings = Json::array();
  for (const nix::Warning& warning : report.warnings) {
    warnings.push_back(
        {{"text", warning.text}, {"entry", warning.entry.empty() ? Json() : Json(warning.entry)}});
  }
  Json problems = Json::array();
  for (const Problem& problem : report.project.problems) problems.push_back(problem.str());
  Json envrc = Json::array();
  for (const nix::EnvrcUse& use : report.project.envrc) {
    envrc.push_back({{"text", use.text}, {"where", nix::shown(use.where, report.project)}});
  }
  Json out = {{"now", now_json(report)},
              {"envrc", std::move(envrc)},
              {"inputs", inputs_json(report)},
              {"warnings", std::move(warnings)},
              {"problems", std::move(problems)}};
  if (report.wanted) out["pin"] = wanted_json(report);
  return out;
}

std::string pin_text(const PinReport& report, bool is_full) {
  std::string out;
  if (report.wanted) out += wanted_text(report);
  if (!report.project.is_empty()) {
    out += (report.wanted ? "\nNow: " : "") + now_text(report);
    if (!report.wanted || is_full) out += components_text(report, is_full);
    if (!report.wanted || is_full) out += inputs_text(report, is_full);
    out += warnings_text(report, is_full);
    if (is_full) out += envrc_text(report) + others_text(report);
  }
  if (is_full && report.wanted && report.wanted->via != Via::kToolchainFile && has_nix(report)) {
    out += "\nAs a whole flake:\n" + code("nix", nix::flake(*report.wanted).text);
  }
  return out;
}

}  // namespace doctor::tools
