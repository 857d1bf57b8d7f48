#include "tools/backend_report.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "cargo/paths.h"
#include "cargo/proof.h"

namespace doctor::tools {
namespace {

using cargo::Decision;
using cargo::Origin;
using cargo::PackageBackend;
using cargo::Resolution;

constexpr std::size_t kMostPackageBytes = 14000;  // of packages in JSON
constexpr std::size_t kMostNotes = 5;             // in a concise text
constexpr std::size_t kMostRows = 8;
constexpr std::size_t kMostNames = 4;  // in a row

std::string shown(const Origin& origin, const BackendView& view) {
  return Origin{cargo::shown_from(origin.name, view.folder), origin.line}.str();
}

bool is_wanted(const cargo::Package& package, const BackendView& view) {
  if (view.package.empty()) return view.is_full || package.is_for_target || package.is_for_host;
  const auto spec = cargo::PackageSpec::parse(view.package, {});
  return spec.ok() && spec.value().matches(package.id);
}

// Members first, then what has a backend, then the rest; each by name.
std::vector<const PackageBackend*> chosen(const Resolution& resolution, const BackendView& view) {
  std::vector<const PackageBackend*> out;
  for (const PackageBackend& package : resolution.packages) {
    if (is_wanted(package.package, view)) out.push_back(&package);
  }
  const auto rank = [](const PackageBackend* p) {
    if (p->package.is_member) return 0;
    return p->target.backend.value || p->host.backend.value ? 1 : 2;
  };
  std::stable_sort(out.begin(), out.end(), [&](const PackageBackend* a, const PackageBackend* b) {
    return std::pair(rank(a), a->package.id.name) < std::pair(rank(b), b->package.id.name);
  });
  return out;
}

Json origin_json(const Origin& origin, const BackendView& view) {
  return origin.name.empty() ? Json() : Json(shown(origin, view));
}

Json value_json(const Decision& decision) {
  return decision.backend.value ? Json(*decision.backend.value) : Json();
}

Json overrode_json(const PackageBackend& package, const BackendView& view) {
  Json out = Json::array();
  for (const Decision* decision : {&package.target, &package.host}) {
    for (const cargo::Choice& choice : decision->backend.overrode) {
      const Json one = {{"backend", choice.value}, {"origin", shown(choice.origin, view)}};
      if (std::find(out.begin(), out.end(), one) == out.end()) out.push_back(one);
    }
  }
  return out;
}

std::string use_of(const cargo::Package& package) {
  if (package.is_for_target && package.is_for_host) return "both";
  if (package.is_for_host) return "host";
  return package.is_for_target ? "target" : "none";
}

// ---- text

std::string word_for(const Decision& decision) {
  return decision.backend.value ? "`" + *decision.backend.value + "`" : "default (LLVM)";
}

std::string source_of(const Decision& decision, const BackendView& view) {
  if (!decision.backend.value) return "nothing set";
  return "`" + shown(decision.backend.origin, view) + "` (" + decision.slot + ")";
}

struct Row {
  std::string side;
  std::string backend;
  std::string source;
  std::vector<std::string> names;
};

// Packages that are built alike share a row. The host side is shown where it exists and differs.
std::vector<Row> rows_of(const std::vector<const PackageBackend*>& packages,
                         const BackendView& view) {
  std::vector<Row> rows;
  const auto add = [&](const PackageBackend& package, const std::string& side,
                       const Decision& decision) {
    const std::string backend = word_for(decision);
    const std::string source = source_of(decision, view);
    auto row = std::find_if(rows.begin(), rows.end(), [&](const Row& r) {
      return r.side == side && r.backend == backend && r.source == source;
    });
    if (row == rows.end()) row = rows.insert(rows.end(), {side, backend, source, {}});
    row->names.push_back(package.package.id.str());
  };
  for (const PackageBackend* package : packages) {
    const cargo::Package& about = package->package;
    const bool is_used = about.is_for_target || about.is_for_host;
    if (about.is_for_target || !is_used)
      add(*package, is_used ? "target" : "not built", package->target);
    if (about.is_for_host)
      add(*package, about.is_proc_macro ? "host (proc-macro)" : "host", package->host);
    if (is_used && !about.is_for_host && about.has_build_script) {
      add(*package, "build script", package->host);
    }
  }
  return rows;
}

std::string names_of(const Row& row, bool is_full) {
  const std::size_t most = is_full ? 40 : kMostNames;
  std::string out;
  for (std::size_t i = 0; i < row.names.size() && i < most; ++i) {
    out += (i > 0 ? ", " : "") + row.names[i];
  }
  if (row.names.size() > most) out += " and " + std::to_string(row.names.size() - most) + " more";
  return out;
}

std::string table(const std::vector<Row>& rows, bool is_full) {
  if (rows.empty()) return "";
  const std::size_t most = is_full ? 200 : kMostRows;
  std::string out = "| packages | built for | backend | set by |\n|---|---|---|---|\n";
  for (std::size_t i = 0; i < rows.size() && i < most; ++i) {
    out += "| " + names_of(rows[i], is_full) + " | " + rows[i].side + " | " + rows[i].backend +
           " | " + rows[i].source + " |\n";
  }
  if (rows.size() > most) {
    out += "(showing " + std::to_string(most) + " of " + std::to_string(rows.size()) +
           " rows; `package` or detail `full` give the rest)\n";
  }
  return out;
}

std::string backend_headline(const Resolution& resolution,
                             const std::vector<const PackageBackend*>& packages,
                             const BackendView& view) {
  std::map<std::string, std::size_t> count;
  for (const PackageBackend* package : packages) {
    const bool is_host_only = !package->package.is_for_target && package->package.is_for_host;
    ++count[word_for(is_host_only ? package->host : package->target)];
  }
  std::string found;
  for (const auto& [backend, number] : count) {
    found += (found.empty() ? "" : ", ") + std::to_string(number) + " × " + backend;
  }
  std::string out = "`" + text::clip(view.command, 120) + "`";
  if (!resolution.profile.empty()) out += " uses profile `" + resolution.profile + "`";
  if (resolution.error) {
    const std::string place = shown(resolution.error->origin, view);
    return out + (resolution.profile.empty() ? "" : ", but") +
           " stops with an error: " + resolution.error->message +
           (place.empty() ? "" : " (`" + place + "`)") + ".\n";
  }
  if (packages.empty()) return out + ".\n";
  return out + ": " + std::to_string(packages.size()) +
         (packages.size() == 1 ? " package, " : " packages, ") + found + ".\n";
}

std::string notes_text(const Resolution& resolution, const BackendView& view) {
  std::string out;
  const std::size_t most = view.is_full ? 100 : kMostNotes;
  const auto& notes = resolution.notes;
  for (std::size_t i = 0; i < notes.size() && i < most; ++i) {
    const std::string place = shown(notes[i].origin, view);
    out += "- " + (place.empty() ? "" : "`" + place + "`: ") + notes[i].message + "\n";
  }
  if (notes.size() > most)
    out += "- and " + std::to_string(notes.size() - most) + " more (detail `full`)\n";
  return out.empty() ? "" : "\nNote:\n" + out;
}

std::string gate_text(const Resolution& resolution, const BackendView& view) {
  std::string out = "\nGate (`codegen-backend` keys are allowed): ";
  if (!resolution.gate.open) {
    out += "opened by `" + shown(resolution.gate.by, view) +
           "` if the toolchain is a nightly; which one is used is not known";
  } else if (*resolution.gate.open) {
    out += "open, by `" + shown(resolution.gate.by, view) + "`";
  } else {
    out += resolution.toolchain.channel == cargo::Channel::kStable
               ? "closed: stable cargo refuses every such key"
               : "closed: nothing opens it, so any such key, `llvm` too, is an error";
  }
  const cargo::Toolchain& toolchain = resolution.toolchain;
  if (!toolchain.name.empty()) {
    out += ". Toolchain: " + text::clip(toolchain.name, 60) + " (`" +
           shown(toolchain.origin, view) + "`)";
  }
  return out + ".\n";
}

// What lost, each once.
std::string beaten_text(const std::vector<const PackageBackend*>& packages,
                        const BackendView& view) {
  std::vector<std::string> lines;
  for (const PackageBackend* package : packages) {
    for (const Decision* decision : {&package->target, &package->host}) {
      for (const cargo::Choice& choice : decision->backend.overrode) {
        const std::string line = "- `" + choice.value + "` in `" + shown(choice.origin, view) +
                                 "`, by `" + shown(decision->backend.origin, view) + "`\n";
        if (std::find(lines.begin(), lines.end(), line) == lines.end()) lines.push_back(line);
      }
    }
  }
  if (lines.empty()) return "";
  const std::size_t most = view.is_full ? 60 : 4;
  std::string out = "\nBeaten:\n";
  for (std::size_t i = 0; i < lines.size() && i < most; ++i) out += lines[i];
  if (lines.size() > most)
    out += "- and " + std::to_string(lines.size() - most) + " more (detail `full`)\n";
  return out;
}

}  // namespace

bool has_package(const Resolution& resolution, const std::string& package) {
  return std::any_of(resolution.packages.begin(), resolution.packages.end(),
                     [&](const PackageBackend& p) {
                       return is_wanted(p.package, {"", "", package, true});
                     });
}

Json package_json(const PackageBackend& package, const BackendView& view) {
  return {{"package", package.package.id.str()},
          {"member", package.package.is_member},
          {"use", use_of(package.package)},
          {"backend", value_json(package.target)},
          {"origin", origin_json(package.target.backend.origin, view)},
          {"host_backend", value_json(package.host)},
          {"host_origin", origin_json(package.host.backend.origin, view)},
          {"overrode", overrode_json(package, view)}};
}

Json backend_json(const Resolution& resolution, const BackendView& view) {
  const auto packages = chosen(resolution, view);
  Json list = Json::array();
  std::size_t bytes = 0;
  for (const PackageBackend* package : packages) {
    Json one = package_json(*package, view);
    bytes += json::print(one).size();
    if (bytes > kMostPackageBytes) break;
    list.push_back(std::move(one));
  }
  Json problems = Json::array();
  for (const cargo::Note& note : resolution.notes) {
    problems.push_back({{"origin", origin_json(note.origin, view)}, {"message", note.message}});
  }
  const cargo::Gate& gate = resolution.gate;
  Json out = {
      {"command", view.command},
      {"profile", resolution.profile},
      {"gate",
       {{"open", gate.open ? Json(*gate.open) : Json()}, {"by", origin_json(gate.by, view)}}},
      {"toolchain", resolution.toolchain.name.empty() ? Json() : Json(resolution.toolchain.name)},
      {"packages", std::move(list)},
      {"rustflags", Json()},
      {"problems", std::move(problems)}};
  if (out["packages"].size() < packages.size()) {
    out["showing"] = std::to_string(out["packages"].size()) + " of " +
                     std::to_string(packages.size()) + " packages; name one with `package`";
  }
  if (resolution.rustflags.value) {
    out["rustflags"] = {{"backend", *resolution.rustflags.value},
                        {"origin", shown(resolution.rustflags.origin, view)}};
  }
  if (resolution.error) {
    out["error"] = {{"class", name_of(resolution.error->error_class)},
                    {"message", resolution.error->message},
                    {"origin", origin_json(resolution.error->origin, view)}};
  }
  const std::string proof = proof_command(resolution);
  if (!proof.empty()) out["proof"] = proof;
  return out;
}

std::string backend_text(const Resolution& resolution, const BackendView& view) {
  const auto packages = chosen(resolution, view);
  std::string out = backend_headline(resolution, packages, view);
  out += notes_text(resolution, view);
  if (!packages.empty()) {
    out += resolution.error ? "\nWithout that error it would be:\n\n" : "\n";
    out += table(rows_of(packages, view), view.is_full);
  }
  out += beaten_text(packages, view);
  if (!resolution.root.empty()) out += gate_text(resolution, view);
  const std::string proof = proof_command(resolution);
  if (!proof.empty()) {
    out +=
        "\nCargo's own answer, without building (`units[].profile.codegen_backend`; touches "
        "nothing):\n\n```sh\n" +
        proof + "\n```\n";
  }
  return out;
}

}  // namespace doctor::tools
