#include "knowledge/markdown.h"

#include <algorithm>

#include "base/text.h"

namespace doctor::knowledge {
namespace {

std::string upper(Text text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

struct OverrideForm {
  Text scope;
  Text title;
  Text text;
};

// The general form of each override; override/plan gives the exact one for a command and a project.
constexpr OverrideForm kOverrideForms[] = {
    {"package", "Compile that crate with LLVM",
     "[unstable]\ncodegen-backend = true\n\n[profile.dev.package.{crate}]\ncodegen-backend = "
     "\"llvm\"\n"},
    {"profile", "Compile the whole profile with LLVM",
     "[unstable]\ncodegen-backend = true\n\n[profile.dev]\ncodegen-backend = \"llvm\"\n"},
    {"build-override", "Compile build scripts and proc-macros with LLVM",
     "[unstable]\ncodegen-backend = true\n\n[profile.dev.build-override]\ncodegen-backend = "
     "\"llvm\"\n"},
};

std::string list_line(std::string_view name, const std::vector<std::string>& items) {
  return items.empty() ? "" : "- " + std::string(name) + ": " + text::join(items, "; ") + "\n";
}

std::vector<std::string> quoted(Texts texts) {
  std::vector<std::string> out;
  for (const Text text : texts) out.push_back("`" + std::string(text) + "`");
  return out;
}

std::vector<std::string> crate_lines(const Entry& entry) {
  std::vector<std::string> out;
  for (const Crate& crate : entry.crates) {
    std::string line = "`" + std::string(crate.name) + "`";
    if (!crate.versions.empty()) line += " " + std::string(crate.versions);
    if (!crate.note.empty()) line += " (" + std::string(crate.note) + ")";
    out.push_back(line);
  }
  return out;
}

void replace_all(std::string& text, Text from, Text to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
}

// Fills the blanks; `${name}` is Nix's own and the shell's, not a blank.
template <typename ValueOf>
std::string filled(Text text, ValueOf value_of) {
  constexpr Text kInterpolation = "${";
  constexpr Text kHidden = "\x01";  // no text holds it
  std::string out(text);
  replace_all(out, kInterpolation, kHidden);
  out = text::fill(out, value_of);
  replace_all(out, kHidden, kInterpolation);
  return out;
}

}  // namespace

RenderedFix render_fix(const Fix& fix,
                       const std::map<std::string, std::string, std::less<>>& values) {
  const auto value_of = [&](Text name) {
    const auto found = values.find(name);
    if (found != values.end() && !found->second.empty()) return found->second;
    // Rust's format strings and assembly have such names of their own.
    const bool is_blank = fix.language != "rust" || name == "crate" || found != values.end();
    return is_blank ? upper(name) : "{" + std::string(name) + "}";
  };
  RenderedFix out{std::string(fix.title), std::string(fix.language), filled(fix.text, value_of)};
  for (const OverrideForm& form : kOverrideForms) {
    if (form.scope != fix.scope) continue;
    if (out.title.empty()) out.title = form.title;
    out.language = "toml";
    out.text = filled(form.text, value_of);
  }
  return out;
}

std::string code_block(std::string_view language, std::string_view text) {
  std::string fence = "```";  // longer than any in the text
  while (text.find(fence) != std::string_view::npos) fence += '`';
  std::string out = fence + std::string(language) + "\n" + std::string(text);
  if (!out.ends_with('\n')) out += '\n';
  return out + fence + "\n";
}

std::string summary(const Entry& entry) {
  std::size_t end = 0;
  while ((end = entry.cause.find_first_of(".!?", end)) != Text::npos) {
    // A stop inside a file name or version number ends no sentence; neither does one inside
    // backquotes.
    const bool at_end = end + 1 >= entry.cause.size() || entry.cause[end + 1] == ' ' ||
                        entry.cause[end + 1] == '\n';
    const Text head = entry.cause.substr(0, end + 1);
    if (at_end && std::count(head.begin(), head.end(), '`') % 2 == 0 && !head.ends_with("e.g.") &&
        !head.ends_with("i.e.")) {
      return std::string(head);
    }
    ++end;
  }
  return std::string(entry.cause);
}

std::string lifetime(const Entry& entry) {
  std::vector<std::string> parts;
  if (!entry.since.empty()) parts.push_back("since " + std::string(entry.since));
  if (!entry.fixed_in.empty()) parts.push_back("gone in " + std::string(entry.fixed_in));
  return text::join(parts, ", ");
}

std::string stage_sentence(const Entry& entry) {
  switch (entry.stage) {
    case Stage::kNone:
      return "";
    case Stage::kConfig:
      return "It stops cargo or rustc before anything is compiled: `cargo check` and `cargo "
             "clippy` fail too.";
    case Stage::kCheck:
      return "`cargo check` shows it as well.";
    case Stage::kCodegen:
      return "`cargo check` and `cargo clippy` pass: they generate code only for build scripts and "
             "proc-macros.";
    case Stage::kLink:
      return "`cargo check` passes, because it links nothing.";
    case Stage::kRun:
      return "`cargo check` and `cargo build` pass: it shows when the program or test runs.";
    case Stage::kEval:
      return "It stops Nix while it evaluates, before anything is built.";
    case Stage::kNixBuild:
      return "It shows inside a Nix builder, not in a shell.";
  }
  return "";
}

std::string to_markdown(const Entry& entry, int heading_level) {
  std::string out = std::string(static_cast<std::size_t>(heading_level), '#') + " " +
                    std::string(entry.title) + "\n\n";
  out += "`" + std::string(entry.id) + "` · " + std::string(entry.kind);
  if (!entry.status.empty()) out += " · " + std::string(entry.status);
  if (const std::string when = lifetime(entry); !when.empty()) out += " · " + when;
  out += entry.evidence == "reported" ? " · reported, not reproduced"
                                      : " · " + std::string(entry.evidence);
  out += " · checked " + std::string(entry.checked) + "\n\n" + std::string(entry.cause) + "\n";
  if (const std::string stage = stage_sentence(entry); !stage.empty()) out += "\n" + stage + "\n";
  if (!entry.messages.empty()) {
    std::string messages;
    for (const Text message : entry.messages) messages += std::string(message) + "\n";
    out += "\n" + code_block("text", messages);
  }
  if (!entry.details.empty()) out += "\n" + std::string(text::trim(entry.details)) + "\n";
  const std::string facts =
      list_line("Crates", crate_lines(entry)) +
      list_line("Platforms", {entry.platforms.begin(), entry.platforms.end()}) +
      list_line("Decide with", quoted(entry.confirm)) +
      list_line("Also known as", quoted(entry.aliases));
  if (!facts.empty()) out += "\n" + facts;
  for (const Fix& fix : entry.fixes) {
    const RenderedFix rendered = render_fix(fix, {});
    out += "\n**" + rendered.title + "**\n\n" + code_block(rendered.language, rendered.text);
  }
  std::vector<std::string> sources;
  for (const Source& source : entry.sources) {
    sources.push_back(std::string(source.ref) +
                      (source.date.empty() ? "" : " (" + std::string(source.date) + ")"));
  }
  return out + "\n" + list_line("Sources", sources);
}

}  // namespace doctor::knowledge
