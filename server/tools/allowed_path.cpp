#include "tools/allowed_path.h"

#include <algorithm>
#include <filesystem>

#include "base/text.h"

namespace doctor::tools {
namespace {

bool contains(const std::string& folder, const std::string& path) {
  if (folder == "/") return true;
  return path == folder || path.starts_with(folder + "/");
}

std::string project_folder(const Engine& engine) {
  const std::string project = engine.variable("CLAUDE_PROJECT_DIR");
  return project.empty() ? engine.folder() : project;
}

// Where Claude Code keeps the output of commands that is too long for a message:
// <config>/projects/<project>/<session>/tool-results/ (measured with 2.1.330).
std::string client_folder(const Engine& engine) {
  const std::string config = engine.variable("CLAUDE_CONFIG_DIR");
  const std::string home = engine.variable("HOME");
  if (config.empty() && home.empty()) return "";
  return (config.empty() ? home + "/.claude" : config) + "/projects";
}

// Of the client's folders only the results are open, not the transcripts beside them.
bool is_saved_result(const std::string& path) {
  return path.find("/tool-results/") != std::string::npos;
}

}  // namespace

std::vector<std::string> allowed_folders(const Engine& engine) {
  std::vector<std::string> folders;
  for (const std::string& folder :
       {project_folder(engine), engine.folder(), engine.variable("TMPDIR"), std::string("/tmp")}) {
    if (folder.empty()) continue;
    const Result<std::string> canonical = engine.files().canonical(folder);
    if (!canonical.ok()) continue;
    if (std::find(folders.begin(), folders.end(), canonical.value()) == folders.end())
      folders.push_back(canonical.value());
  }
  return folders;
}

Result<std::string> allowed_path(const Engine& engine, const std::string& path) {
  constexpr std::size_t kShownPath = 200;
  const Location named{text::clip(path, kShownPath)};
  const std::filesystem::path given(path);
  const std::string absolute = given.is_absolute() ? path : project_folder(engine) + "/" + path;
  const Result<std::string> canonical = engine.files().canonical(absolute);
  if (!canonical.ok()) return Problem{canonical.problem().message, named};
  const std::vector<std::string> folders = allowed_folders(engine);
  for (const std::string& folder : folders) {
    if (contains(folder, canonical.value())) return canonical.value();
  }
  const Result<std::string> client = engine.files().canonical(client_folder(engine));
  if (client.ok() && contains(client.value(), canonical.value()) &&
      is_saved_result(canonical.value()))
    return canonical.value();
  return Problem{"lies outside the folders that may be read: " + text::join(folders, ", ") +
                     "; write the log to the project or to the temporary folder",
                 named};
}

}  // namespace doctor::tools
