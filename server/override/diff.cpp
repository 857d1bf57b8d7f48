#include "override/diff.h"

#include "base/text.h"

namespace doctor::override {

std::string creation_patch(const std::string& path, const std::string& content) {
  const auto lines = text::lines(content);
  std::string out = "--- /dev/null\n+++ b/" + path + "\n@@ -0,0 +1," + std::to_string(lines.size()) + " @@\n";
  for (const std::string_view line : lines) out += "+" + std::string(line) + "\n";
  if (!content.ends_with('\n')) out += "\\ No newline at end of file\n";
  return out;
}

}  // namespace doctor::override
