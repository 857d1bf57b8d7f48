#include "tests/support/transcript.h"

#include <algorithm>
#include <csignal>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <thread>

#include "tests/support/child.h"
#include "tests/support/paths.h"

namespace doctor::test {
namespace {

using Milliseconds = Child::Milliseconds;

// Sanitizers make everything slower; time limits grow with them.
const Milliseconds kAnswerWait{5000 * slack()};
constexpr std::string_view kAny = "...";

std::string envelope(const std::string& version) {
  return R"("_meta":{"io.modelcontextprotocol/protocolVersion":")" + version +
         R"(","io.modelcontextprotocol/clientCapabilities":{}})";
}

// What stands between the parentheses that follow `name` at `start`; nothing without parentheses.
std::string argument_of(const std::string& text, std::size_t start) {
  if (start >= text.size() || text[start] != '(') return {};
  return text.substr(start + 1, text.find(')', start) - start - 1);
}

// Replaces each `$name` or `$name(argument)` by what `value` makes of the argument.
template <typename Value>
void replace_macro(std::string& text, const std::string& name, Value value) {
  for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at)) {
    const std::size_t after = at + name.size();
    const std::string argument = argument_of(text, after);
    const std::size_t length = name.size() + (argument.empty() ? 0 : argument.size() + 2);
    text.erase(at, length);
    const std::string made = value(argument, text.size());
    text.insert(at, made);
    at += made.size();
  }
}

std::string unescape(const std::string& text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      bytes += text[i];
      continue;
    }
    const char kind = text.at(++i);
    if (kind == 'x') {
      bytes += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
      i += 2;
    } else {
      bytes += kind == 'n' ? '\n' : kind == 'r' ? '\r' : kind == 't' ? '\t' : kind;
    }
  }
  return bytes;
}

// One run: the server, and what it said last.
class Run {
 public:
  explicit Run(const std::string& program) : child_(program) {}

  // Empty, or what went wrong.
  std::string step(const Step& step);
  std::string expect_any_order(std::vector<Json> expected);
  std::string finish();

 private:
  std::string command(const std::string& text);
  std::string expect_exit(int status, Milliseconds wait);

  Child child_;
  std::string last_;
  std::optional<Json> passed_over_;                       // of <-
  Child::Clock::time_point ended_ = Child::Clock::now();  // when the end was asked for
  bool exited_ = false;
};

std::string Run::step(const Step& step) {
  if (step.kind == "==") return command(step.text);
  if (step.kind == ">>") return child_.send(expand(step.text) + "\n") ? "" : "nobody reads";
  if (step.kind == ">=") return child_.send(unescape(step.text)) ? "" : "nobody reads";
  if (step.kind == "<<") return expect_any_order({Json::parse(step.text)});
  if (step.kind == "<-") {
    passed_over_ = Json::parse(step.text);
    return {};
  }
  if (step.kind == "<$") {
    return last_.find(step.text) == std::string::npos ? "not in " + last_ : "";
  }
  const auto unwanted = child_.line(Milliseconds(std::stoi(step.text)));
  return unwanted ? "unexpected message " + *unwanted : "";
}

std::string Run::expect_any_order(std::vector<Json> expected) {
  while (!expected.empty()) {
    const auto line = child_.line(kAnswerWait);
    if (!line) return "no message came";
    last_ = *line;
    const Json actual = Json::parse(*line, nullptr, false);
    if (passed_over_ && matches(*passed_over_, actual)) continue;
    const auto found = std::find_if(expected.begin(), expected.end(),
                                    [&](const Json& one) { return matches(one, actual); });
    if (found == expected.end()) return "the message was " + line->substr(0, 2000);
    expected.erase(found);
  }
  passed_over_.reset();
  return {};
}

std::string Run::command(const std::string& text) {
  std::istringstream words(text);
  std::string verb;
  std::string word;
  words >> verb >> word;
  const std::map<std::string, int> signals{
      {"SIGINT", SIGINT}, {"SIGTERM", SIGTERM}, {"SIGHUP", SIGHUP}};
  if (verb == "exit") {
    int wait = 0;
    words >> wait;
    return expect_exit(std::stoi(word), Milliseconds(wait * slack()));
  }
  if (verb == "wait") {
    std::this_thread::sleep_for(Milliseconds(std::stoi(word)));
    return {};
  }
  ended_ = Child::Clock::now();
  if (verb == "eof") child_.close_input();
  if (verb == "close-output") child_.close_output();
  if (verb == "signal") child_.signal(signals.at(word));
  return {};
}

std::string Run::expect_exit(int status, Milliseconds wait) {
  const auto left = std::chrono::ceil<Milliseconds>(ended_ + wait - Child::Clock::now());
  const std::optional<int> actual = child_.wait_exit(left);
  if (!actual) return "still running after " + std::to_string(wait.count()) + " ms";
  exited_ = true;
  return *actual == status ? "" : "the exit status was " + std::to_string(*actual);
}

std::string Run::finish() {
  std::string complaint;
  if (!exited_) {
    command("eof");
    complaint = expect_exit(0, kAnswerWait);
  }
  const std::string rest = child_.rest();
  if (complaint.empty() && !rest.empty()) complaint = "unexpected at the end: " + rest;
  return complaint;
}

}  // namespace

Transcript read_transcript(const std::string& file) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error(file + ": cannot be read");
  Transcript transcript;
  transcript.file = file.substr(file.rfind('/') + 1);
  std::string text;
  for (int number = 1; std::getline(in, text); ++number) {
    if (text.empty() || text.front() == '#') continue;
    const std::vector<std::string> kinds{"==", ">>", ">=", "<<", "<~", "<-", "<$", "<!"};
    const std::string kind = text.substr(0, 2);
    if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end() ||
        (text.size() > 2 && text[2] != ' ')) {
      throw std::runtime_error(file + ":" + std::to_string(number) + ": no such step: " + text);
    }
    const std::string rest = text.size() > 3 ? text.substr(3) : "";
    if (kind == "==" && rest.starts_with("server ")) {
      transcript.server = rest.substr(7);
    } else {
      transcript.steps.push_back({kind, rest, number});
    }
  }
  return transcript;
}

std::string run_transcript(const Transcript& transcript, const std::string& program) {
  Run run(program);
  const std::vector<Step>& steps = transcript.steps;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const std::string place = transcript.file + ":" + std::to_string(steps[i].line) + ": ";
    std::string complaint;
    std::string shown = steps[i].text;
    if (steps[i].kind == "<~") {
      std::vector<Json> expected;
      for (; i < steps.size() && steps[i].kind == "<~"; ++i) {
        expected.push_back(Json::parse(steps[i].text));
      }
      --i;
      complaint = run.expect_any_order(std::move(expected));
    } else {
      complaint = run.step(steps[i]);
    }
    if (!complaint.empty()) return place + complaint + "\n  at step " + steps[i].kind + " " + shown;
  }
  const std::string complaint = run.finish();
  return complaint.empty() ? "" : transcript.file + ": " + complaint;
}

bool matches(const Json& expected, const Json& actual) {
  if (expected == kAny) return true;
  if (expected.is_object()) {
    if (!actual.is_object()) return false;
    const bool open = expected.contains(kAny);
    for (const auto& [key, value] : expected.items()) {
      if (key == kAny) continue;
      if (!actual.contains(key) || !matches(value, actual[key])) return false;
    }
    return open || expected.size() == actual.size();
  }
  if (expected.is_array()) {
    if (!actual.is_array()) return false;
    const bool open = !expected.empty() && expected.back() == kAny;
    const std::size_t fixed = expected.size() - (open ? 1 : 0);
    if (open ? actual.size() < fixed : actual.size() != fixed) return false;
    for (std::size_t i = 0; i < fixed; ++i) {
      if (!matches(expected[i], actual[i])) return false;
    }
    return true;
  }
  return expected == actual;
}

std::string expand(const std::string& text) {
  std::string line = text;
  replace_macro(line, "$META", [](const std::string& version, std::size_t) {
    return envelope(version.empty() ? "2026-07-28" : version);
  });
  replace_macro(line, "$REPEAT", [](const std::string& argument, std::size_t) {
    const std::size_t comma = argument.rfind(',');
    std::string repeated;
    for (int i = std::stoi(argument.substr(comma + 1)); i > 0; --i) {
      repeated += argument.substr(0, comma);
    }
    return repeated;
  });
  replace_macro(line, "$PAD", [](const std::string& total, std::size_t others) {
    return std::string(std::stoul(total) - others, 'a');
  });
  return line;
}

}  // namespace doctor::test
