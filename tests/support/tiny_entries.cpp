#include "tests/support/tiny_entries.h"

#include <gtest/gtest.h>

#include "base/files.h"
#include "base/text.h"
#include "knowledge/loader.h"
#include "tests/support/golden.h"

namespace doctor::test {

std::string entry_text(std::string_view tables, const Keys& keys) {
  Keys all = {{"title", "\"A title\""},     {"kind", "\"compile-error\""},
              {"evidence", "\"reported\""}, {"stage", "\"codegen\""},
              {"backend", "\"cranelift\""}, {"checked", "\"2026-07-22\""},
              {"cause", "\"Because.\""},    {"sources", "[{ what = \"seen\", ref = \"here\" }]"}};
  for (const auto& [key, value] : keys) all[key] = value;
  std::string out;
  for (const auto& [key, value] : all) out += key + " = " + value + "\n";
  out += tables;
  if (tables.find("[[match]]") == std::string_view::npos) return out;
  for (const char* expect : {"hit", "hit", "miss"}) {
    out += "\n[[sample]]\nexpect = \"" + std::string(expect) +
           "\"\norigin = \"written\"\nlog = \"x\"\n";
  }
  return out;
}

TinyClassifier::TinyClassifier(const std::vector<TinyEntry>& entries) {
  std::map<std::string, std::string> content;
  for (const TinyEntry& entry : entries) {
    content["/entries/cranelift/" + entry.id + ".toml"] = entry_text(entry.tables, entry.keys);
  }
  const knowledge::LoadedFolder loaded =
      knowledge::load_folder(MemoryFiles(content), "/entries", arena_);
  for (const Problem& problem : loaded.problems) ADD_FAILURE() << problem.str();
  signs_ =
      knowledge::load_signs(read_source("server/knowledge/signs.toml"), "signs.toml", arena_).signs;
  knowledge_ = std::make_unique<knowledge::Knowledge>(loaded.entries, signs_,
                                                      std::span<const knowledge::Page>());
  classifier_ = std::make_unique<classify::Classifier>(*knowledge_);
  for (const Problem& problem : classifier_->rules().problems()) ADD_FAILURE() << problem.str();
}

classify::Report TinyClassifier::classify(std::string_view log) const {
  TextSource source(log);
  return classifier_->classify(source, {}).value();
}

std::string TinyClassifier::found(std::string_view log) const {
  std::vector<std::string> parts;
  for (const classify::Finding& finding : classify(log).findings) {
    std::vector<std::string> lines;
    for (const classify::Evidence& evidence : finding.evidence) {
      lines.push_back(std::to_string(evidence.line));
    }
    parts.push_back(std::string(finding.entry->id) + "@" + text::join(lines, ","));
  }
  return text::join(parts, " ");
}

}  // namespace doctor::test
