#include "nix/current_pin.h"

#include <algorithm>

#include "nix/channel.h"
#include "nix/nightlies.h"

namespace doctor::nix {
namespace {

bool is_overlay(const ToolchainUse& use) {
  return use.via == Via::kFenix || use.via == Via::kRustOverlay;
}

// All toolchains, in the order in which their files count.
std::vector<const ToolchainUse*> uses_of(const Project& project) {
  std::vector<const NixFile*> files;
  for (const NixFile& file : project.files) files.push_back(&file);
  const bool is_shell =
      std::any_of(project.envrc.begin(), project.envrc.end(), [](const EnvrcUse& use) {
        return use.text.starts_with("use nix") || use.text.starts_with("use_nix");
      });
  if (is_shell) {
    std::stable_partition(files.begin(), files.end(),
                          [](const NixFile* file) { return !file->file.ends_with("/flake.nix"); });
  }
  std::vector<const ToolchainUse*> uses;
  for (const NixFile* file : files) {
    for (const ToolchainUse& use : file->toolchains) uses.push_back(&use);
  }
  std::stable_partition(uses.begin(), uses.end(),
                        [](const ToolchainUse* use) { return is_overlay(*use); });
  return uses;
}

// Where the lock file decides, the toolchain is at most as new as the overlay.
void take_from_lock(CurrentPin& pin, const Project& project, Source source) {
  const LockedInput* input = project.lock ? project.lock->find(source) : nullptr;
  if (input == nullptr) return;
  pin.date = input->date;
  pin.moved_by = update_command(*input);
}

void take_channel(CurrentPin& pin, const std::string& channel, const std::string& date) {
  const auto parsed = parse_channel(date.empty() ? channel : channel + "-" + date);
  if (!parsed) {
    pin.channel = date.empty() ? channel : channel + "-" + date;
    return;
  }
  pin.channel = parsed->str();
  pin.date = parsed->date;
  pin.is_exact = parsed->date.has_value() || parsed->kind == ChannelKind::kRelease;
  pin.version = parsed->release;
}

void take_file(CurrentPin& pin, const Project& project) {
  if (!project.toolchain_file) return;
  pin.file = &*project.toolchain_file;
  take_channel(pin, pin.file->channel.empty() ? pin.file->path : pin.file->channel, "");
  pin.components = pin.file->components;
  pin.targets = pin.file->targets;
  pin.moved_by = "an edit of `channel`";
}

CurrentPin pin_of(const ToolchainUse& use, const Project& project) {
  CurrentPin pin;
  pin.via = use.via;
  pin.expression = use.expression;
  pin.where = use.where;
  pin.hash = use.hash;
  pin.components = use.components;
  pin.targets = use.targets;
  const auto calls = [&](std::string_view name) {
    return use.expression.find(name) != std::string::npos;
  };
  const Source source = use.via == Via::kFenix ? Source::kFenix : Source::kRustOverlay;
  if (calls("fromToolchainFile") || calls("fromRustupToolchainFile") ||
      use.via == Via::kToolchainFile) {
    take_file(pin, project);
    if (!pin.hash.empty() && pin.file != nullptr) pin.moved_by += " and of `sha256`";
  } else if (use.via == Via::kNixpkgs) {
    pin.channel = "stable";
    take_from_lock(pin, project, Source::kNixpkgs);
  } else if (calls("toolchainOf") || calls("fromToolchainName") || calls("fromRustupToolchain") ||
             calls("rustChannelOf")) {
    take_channel(pin, use.channel, use.date);
    pin.moved_by =
        use.hash.empty() ? "an edit of this line" : "an edit of the date and of `sha256`";
  } else if (calls("fromManifestFile")) {
    pin.moved_by = "the manifest that it reads";
  } else if (!use.date.empty() ||
             (use.via == Via::kRustOverlay && use.channel.find('.') != std::string::npos)) {
    take_channel(pin, use.channel, use.date);
    pin.moved_by = "an edit of this line";
  } else {
    const bool is_released = use.channel == "stable" || use.channel == "beta";
    pin.channel = is_released ? use.channel : "nightly";
    if (use.via == Via::kFenix) pin.set = use.channel;
    take_from_lock(pin, project, source);
  }
  return pin;
}

// Only what the facts cover: nothing where the date is newer than they are.
void add_version(CurrentPin& pin) {
  if (!pin.version.empty() || !pin.date || pin.via == Via::kNixpkgs) return;
  if (pin.is_nightly()) pin.version = version_of_nightly(*pin.date).value_or("");
  if (pin.channel == "stable") pin.version = stable_at(*pin.date).value_or("");
}

}  // namespace

std::optional<CurrentPin> current_pin(const Project& project) {
  CurrentPin pin;
  const auto uses = uses_of(project);
  if (!uses.empty()) {
    pin = pin_of(*uses.front(), project);
  } else if (project.toolchain_file) {
    pin.via = Via::kToolchainFile;
    pin.where = project.toolchain_file->where;
    take_file(pin, project);
  } else {
    return std::nullopt;
  }
  add_version(pin);
  return pin;
}

std::vector<ToolchainUse> other_toolchains(const Project& project, const CurrentPin& pin) {
  std::vector<ToolchainUse> out;
  for (const ToolchainUse* use : uses_of(project)) {
    const bool is_it = use->where == pin.where && use->expression == pin.expression;
    if (!is_it) out.push_back(*use);
  }
  return out;
}

}  // namespace doctor::nix
