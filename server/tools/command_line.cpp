#include "tools/command_line.h"

#include <unistd.h>
#include <algorithm>
#include <array>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <ostream>

#include "base/similar.h"
#include "base/text.h"
#include "cargo/paths.h"
#include "cargo/shell_line.h"
#include "knowledge/toolchain.h"
#include "mcp/arguments.h"
#include "tools/answer.h"
#include "tools/apply.h"
#include "tools/config_override.h"
#include "tools/fix_context.h"
#include "tools/handshake.h"
#include "tools/reference.h"
#include "tools/report_json.h"
#include "tools/team_knowledge.h"
#include "tools/toolbox.h"

namespace doctor::tools {
namespace {

constexpr std::string_view kUsage =
    "usage: rust-nix-doctor COMMAND\n"
    "\n"
    "  classify [FILE|-] [--json] [--full] [--command CMD] [--toolchain T]\n"
    "                                    explain a build log\n"
    "  lookup [QUERY...] [--id ID] [--page PAGE] [--crate C] [--crate-version V] [--area A]\n"
    "         [--status S] [--toolchain T] [--limit N] [--cursor C] [--json] [--full]\n"
    "                                    search what is known, or show an entry or page\n"
    "  override [DIR] [--id ID] [--crate C] [--command CMD] [--scope S] [--toolchain T] [--json]\n"
    "         [--full] [--apply]         the narrowest way back to LLVM; with DIR, or --apply for\n"
    "                                    the current folder, proved for that project. --apply\n"
    "                                    writes the lasting form\n"
    "  backend [DIR] [--package P] [--toolchain T] [--json] [--full] [-- cargo test --release]\n"
    "                                    which backend cargo uses for each package, and why\n"
    "  pin [DIR] [--via V] [--channel C] [--date D] [--components A,B] [--targets A,B] [--host H]\n"
    "      [--json] [--full]             what pins the toolchain, and the snippet for another pin\n"
    "  reference --write DIR | --check DIR\n"
    "                                    the generated pages of the skill\n"
    "  knowledge check DIR               check entries of your own (RUST_NIX_DOCTOR_KNOWLEDGE)\n"
    "  handshake --write DIR | --check DIR\n"
    "                                    what server/launch.sh answers while it builds\n"
    "  serve [--answered FD] [--inputs FD,...]\n"
    "                                    speak MCP on standard input and output; the descriptors "
    "hold messages\n"
    "                                    that were answered before, and messages to be read "
    "first\n"
    "  --version, --help\n"
    "\n"
    "exit status: 0 known, ordinary or clean; 1 unknown, or a failed check; 2 wrong usage or "
    "unreadable input\n";

constexpr int kOk = 0;
constexpr int kUnknown = 1;
constexpr int kUsageError = 2;

// Options as tool arguments: "--crate-version X" becomes crate_version. `words` gets what is no
// option.
struct Parsed {
  Json arguments = Json::object();
  std::vector<std::string> words;
  std::string fault;
};

Parsed parse(const std::vector<std::string>& given, const Json& schema) {
  Parsed parsed;
  for (std::size_t i = 1; i < given.size(); ++i) {
    const std::string& word = given[i];
    if (!word.starts_with("--") || word == "--") {
      if (word != "--") parsed.words.push_back(word);
      continue;
    }
    if (word == "--json") {
      parsed.arguments["format"] = "json";
    } else if (word == "--full") {
      parsed.arguments["detail"] = "full";
    } else {
      const std::size_t equals = word.find('=');
      std::string name = word.substr(2, equals == std::string::npos ? equals : equals - 2);
      for (char& c : name) c = c == '-' ? '_' : c;
      const Json properties = schema.value("properties", Json::object());
      if (!properties.contains(name)) {
        std::vector<std::string_view> known;
        for (const auto& [property, ignored] : properties.items()) known.push_back(property);
        const std::string near = closest(name, known);
        parsed.fault = "unknown option " + word.substr(0, equals) +
                       (near.empty() ? "" : "; did you mean --" + near + "?");
        return parsed;
      }
      if (equals == std::string::npos && i + 1 >= given.size()) {
        parsed.fault = word + " needs a value";
        return parsed;
      }
      const std::string value = equals == std::string::npos ? given[++i] : word.substr(equals + 1);
      const bool is_number = properties.at(name).value("type", "") == "integer" && !value.empty() &&
                             value.size() < 9 &&
                             value.find_first_not_of("0123456789") == std::string::npos;
      if (properties.at(name).value("type", "") == "array") {  // a,b
        for (const std::string_view item : text::split(value, ','))
          parsed.arguments[name].push_back(item);
      } else {
        parsed.arguments[name] = is_number ? Json(std::stoi(value)) : Json(value);
      }
    }
  }
  return parsed;
}

int usage_error(const Terminal& terminal, const std::string& sentence) {
  terminal.err << "rust-nix-doctor: " << sentence << "\n";
  return kUsageError;
}

// Runs a tool as a client would and prints its answer.
int print_answer(const mcp::Tool& tool, const Json& arguments, const Terminal& terminal) {
  if (const auto fault = mcp::argument_fault(tool.input_schema, arguments))
    return usage_error(terminal, *fault);
  const mcp::ToolResult result = tool.run(arguments, {});
  if (result.is_error) return usage_error(terminal, result.text);
  terminal.out << (result.structured ? json::print_pretty(*result.structured) + "\n" : result.text);
  return kOk;
}

// Files named on the command line may lie anywhere: it is the user who names them.
Result<std::unique_ptr<ByteSource>> open_input(const Engine& engine, const Terminal& terminal,
                                               const std::string& name) {
  if (name == "-")
    return std::unique_ptr<ByteSource>(
        std::make_unique<DescriptorSource>(::dup(terminal.input), "standard input"));
  return engine.files().open(name, static_cast<std::size_t>(4ULL << 30U));
}

int classify(Engine& engine, const std::vector<std::string>& given, const Terminal& terminal) {
  const mcp::Tool tool = classify_error(engine);
  const Parsed parsed = parse(given, tool.input_schema);
  if (!parsed.fault.empty()) return usage_error(terminal, parsed.fault);
  if (parsed.arguments.contains("log") || parsed.arguments.contains("path")) {
    return usage_error(terminal, "name the log's file, or - for standard input");
  }
  if (parsed.words.size() > 1)
    return usage_error(terminal, "one log at a time: " + text::join(parsed.words, " "));
  const auto source =
      open_input(engine, terminal, parsed.words.empty() ? "-" : parsed.words.front());
  if (!source.ok()) return usage_error(terminal, source.problem().str());

  const std::string toolchain = text_argument(parsed.arguments, "toolchain");
  classify::Options options;
  options.nightly_date = knowledge::nightly_date(toolchain).value_or("");
  const auto start = std::chrono::steady_clock::now();
  options.progress = [&](std::size_t bytes) {
    if (std::chrono::steady_clock::now() - start > std::chrono::seconds(1))
      terminal.err << "\r" << (bytes >> 20U) << " MiB read" << std::flush;
  };
  const Result<classify::Report> report = engine.classifier().classify(*source.value(), options);
  if (!report.ok()) return usage_error(terminal, report.problem().str());
  if (std::chrono::steady_clock::now() - start > std::chrono::seconds(1)) terminal.err << "\n";
  const Result<FixContext> context = fix_context(engine, parsed.arguments);
  if (!context.ok()) return usage_error(terminal, context.problem().message);
  const FixContext& fixes = context.value();
  if (wants_json(parsed.arguments)) {
    terminal.out << json::print_pretty(report_json(report.value(), fixes)) << "\n";
  } else {
    std::string text = report_text(report.value(), fixes, wants_full(parsed.arguments));
    if (terminal.is_coloured) text = "\x1b[1m" + text.insert(text.find('\n'), "\x1b[0m");
    terminal.out << text;
  }
  return report.value().verdict == classify::Verdict::kUnknown ? kUnknown : kOk;
}

int lookup(Engine& engine, const std::vector<std::string>& given, const Terminal& terminal) {
  const mcp::Tool tool = lookup_limitation(engine);
  Parsed parsed = parse(given, tool.input_schema);
  if (!parsed.fault.empty()) return usage_error(terminal, parsed.fault);
  if (!parsed.words.empty()) parsed.arguments["query"] = text::join(parsed.words, " ");
  return print_answer(tool, parsed.arguments, terminal);
}

// The folder that a word names, or the current one, as the tool's argument.
void set_folder(const Engine& engine, Parsed& parsed) {
  if (parsed.arguments.contains("project_dir")) return;
  const std::string folder = parsed.words.empty() ? "." : parsed.words.front();
  parsed.arguments["project_dir"] = cargo::join(engine.folder(), folder);
}

// Shows the lasting form of the plan and writes it.
int apply_override(Engine& engine, const Json& arguments, const Terminal& terminal) {
  const Result<override::Plan> plan = override_plan(engine, arguments);
  if (!plan.ok()) return usage_error(terminal, plan.problem().message);
  const override::Option* option = lasting_option(plan.value());
  if (option == nullptr) {
    std::string reason = plan.value().why;
    for (const std::string& caveat : plan.value().caveats) reason += "\n- " + caveat;
    terminal.err << "rust-nix-doctor: nothing was written. " << reason << "\n";
    const bool is_done = plan.value().state == override::Plan::State::kNotNeeded;
    return is_done ? kOk : kUnknown;
  }
  const override::FileChange& file = option->files.front();
  if (const auto problem = apply(*option, plan.value())) {
    terminal.err << "rust-nix-doctor: nothing was written. " << problem->str() << "\n";
    return kUnknown;
  }
  terminal.out << file.patch;
  terminal.err << option->title << ": " << (file.before ? "changed " : "made ") << file.target
               << "\n";
  return kOk;
}

int override_backend(Engine& engine, const std::vector<std::string>& given,
                     const Terminal& terminal) {
  const mcp::Tool tool = config_override(engine);
  std::vector<std::string> words = given;
  const bool is_applied = std::erase(words, "--apply") > 0;
  Parsed parsed = parse(words, tool.input_schema);
  if (!parsed.fault.empty()) return usage_error(terminal, parsed.fault);
  if (parsed.words.size() > 1)
    return usage_error(terminal, "unexpected word `" + parsed.words[1] + "`; see --help");
  if (!parsed.words.empty() || is_applied) set_folder(engine, parsed);
  if (!is_applied) return print_answer(tool, parsed.arguments, terminal);
  if (const auto fault = mcp::argument_fault(tool.input_schema, parsed.arguments))
    return usage_error(terminal, *fault);
  return apply_override(engine, parsed.arguments, terminal);
}

// What stands behind "--" is the cargo command, word by word.
int backend(Engine& engine, const std::vector<std::string>& given, const Terminal& terminal) {
  const mcp::Tool tool = explain_backend(engine);
  const auto dashes = std::find(given.begin(), given.end(), "--");
  Parsed parsed = parse({given.begin(), dashes}, tool.input_schema);
  if (!parsed.fault.empty()) return usage_error(terminal, parsed.fault);
  std::vector<std::string> command;
  for (auto word = dashes; word != given.end(); ++word) {
    if (word != dashes) command.push_back(cargo::shell_quote(*word));
  }
  if (!command.empty()) parsed.arguments["command"] = text::join(command, " ");
  if (parsed.words.size() > 1)
    return usage_error(terminal, "unexpected word `" + parsed.words[1] + "`; see --help");
  set_folder(engine, parsed);
  return print_answer(tool, parsed.arguments, terminal);
}

int pin(Engine& engine, const std::vector<std::string>& given, const Terminal& terminal) {
  const mcp::Tool tool = pin_toolchain(engine);
  Parsed parsed = parse(given, tool.input_schema);
  if (!parsed.fault.empty()) return usage_error(terminal, parsed.fault);
  if (parsed.words.size() > 1)
    return usage_error(terminal, "unexpected word `" + parsed.words[1] + "`; see --help");
  const std::string folder = parsed.words.empty() ? "." : parsed.words.front();
  if (!parsed.arguments.contains("project_dir"))
    parsed.arguments["project_dir"] = cargo::join(engine.folder(), folder);
  return print_answer(tool, parsed.arguments, terminal);
}

int reference(Engine& engine, const std::vector<std::string>& given, const Terminal& terminal) {
  if (given.size() != 3 || (given[1] != "--write" && given[1] != "--check")) {
    return usage_error(terminal, "reference needs --write DIR or --check DIR");
  }
  const std::vector<Problem> problems =
      given[1] == "--write" ? write_reference(engine.knowledge(), given[2])
                            : check_reference(engine.knowledge(), engine.files(), given[2]);
  for (const Problem& problem : problems) terminal.err << problem.str() << "\n";
  return problems.empty() ? kOk : kUnknown;
}

int handshake(Engine& engine, const std::vector<std::string>& given, const Terminal& terminal) {
  if (given.size() != 3 || (given[1] != "--write" && given[1] != "--check")) {
    return usage_error(terminal, "handshake needs --write DIR or --check DIR");
  }
  const mcp::Server server = make_server(engine);
  const std::vector<Problem> problems = given[1] == "--write"
                                            ? write_handshake(server, given[2])
                                            : check_handshake(server, engine.files(), given[2]);
  for (const Problem& problem : problems) terminal.err << problem.str() << "\n";
  return problems.empty() ? kOk : kUnknown;
}

int knowledge(Engine& engine, const std::vector<std::string>& given, const Terminal& terminal) {
  if (given.size() != 3 || given[1] != "check")
    return usage_error(terminal, "knowledge needs: check DIR");
  const TeamCheck check = check_team_knowledge(engine.files(), given[2]);
  for (const Problem& problem : check.problems) terminal.err << problem.str() << "\n";
  terminal.out << check.entries << (check.entries == 1 ? " entry" : " entries") << " usable, "
               << check.problems.size()
               << (check.problems.size() == 1 ? " problem\n" : " problems\n");
  return check.problems.empty() ? kOk : kUnknown;
}

struct Subcommand {
  std::string_view name;
  int (*run)(Engine&, const std::vector<std::string>&, const Terminal&);
};

constexpr std::array<Subcommand, 8> kSubcommands = {{{"classify", classify},
                                                     {"lookup", lookup},
                                                     {"override", override_backend},
                                                     {"backend", backend},
                                                     {"pin", pin},
                                                     {"reference", reference},
                                                     {"handshake", handshake},
                                                     {"knowledge", knowledge}}};

}  // namespace

int run_command_line(Engine& engine, const std::vector<std::string>& arguments, Terminal terminal) {
  if (arguments.empty() || arguments[0] == "--help" || arguments[0] == "help") {
    (arguments.empty() ? terminal.err : terminal.out) << kUsage;
    return arguments.empty() ? kUsageError : kOk;
  }
  if (arguments[0] == "--version") {
    terminal.out << "rust-nix-doctor " << DOCTOR_VERSION << "\n";
    return kOk;
  }
  std::vector<std::string_view> names;
  for (const Subcommand& subcommand : kSubcommands) {
    if (subcommand.name == arguments[0]) return subcommand.run(engine, arguments, terminal);
    names.push_back(subcommand.name);
  }
  const std::string near = closest(arguments[0], names);
  return usage_error(terminal, "unknown command `" + arguments[0] + "`" +
                                   (near.empty() ? "." : "; did you mean `" + near + "`?") +
                                   " See --help.");
}

}  // namespace doctor::tools
