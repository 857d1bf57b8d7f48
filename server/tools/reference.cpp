#include "tools/reference.h"

#include <algorithm>
#include <fstream>

#include "knowledge/catalogue.h"

namespace doctor::tools {

std::vector<Problem> write_reference(const knowledge::Knowledge& knowledge,
                                     const std::string& folder) {
  std::vector<Problem> problems;
  for (const knowledge::GeneratedPage& page : knowledge::catalogues(knowledge)) {
    const std::string path = folder + "/" + page.file;
    std::ofstream file(path, std::ios::binary);
    file << page.text;
    file.close();
    if (!file) problems.push_back({"cannot be written", {path}});
  }
  return problems;
}

std::vector<Problem> check_reference(const knowledge::Knowledge& knowledge, const Files& files,
                                     const std::string& folder) {
  constexpr std::size_t kMostPageBytes = 16U << 20U;
  std::vector<Problem> problems;
  for (const knowledge::GeneratedPage& page : knowledge::catalogues(knowledge)) {
    const std::string path = folder + "/" + page.file;
    const Result<std::string> committed = files.read(path, kMostPageBytes);
    if (!committed.ok()) {
      problems.push_back(committed.problem());
    } else if (committed.value() != page.text) {
      const auto [a, b] = std::mismatch(page.text.begin(), page.text.end(),
                                        committed.value().begin(), committed.value().end());
      const auto line = std::count(page.text.begin(), a, '\n') + 1;
      problems.push_back({"differs from the entries; `rust-nix-doctor reference --write` renews it",
                          {path, static_cast<int>(line)}});
    }
  }
  return problems;
}

}  // namespace doctor::tools
