#include "nix/snippet.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace doctor::nix {
namespace {

constexpr std::string_view kFakeHash = "pkgs.lib.fakeHash; # replaced in the hash step";

// What rustup's profiles hold, as far as it can be asked for here.
constexpr std::array<std::string_view, 3> kMinimal = {"cargo", "rustc", "rust-std"};
constexpr std::array<std::string_view, 6> kDefault = {"cargo",  "rustc",   "rust-std",
                                                      "clippy", "rustfmt", "rust-docs"};

template <std::size_t N>
bool holds(const std::array<std::string_view, N>& profile, const std::string& name) {
  return std::find(profile.begin(), profile.end(), name) != profile.end();
}

std::string quoted_list(const std::vector<std::string>& words, std::string_view separator) {
  std::vector<std::string> quoted;
  for (const std::string& word : words) quoted.push_back("\"" + word + "\"");
  return text::join(quoted, separator);
}

std::string nix_list(const std::vector<std::string>& words) {
  return "[ " + quoted_list(words, " ") + " ]";
}

// Each line of `text` but the first moved to the right.
std::string indented(const std::string& text, std::size_t spaces) {
  std::string out;
  for (const char c : text) {
    out += c;
    if (c == '\n') out += std::string(spaces, ' ');
  }
  return out;
}

// The profile that fits, and what it lacks.
struct Profile {
  std::string name;
  std::vector<std::string> extensions;
};

Profile profile_of(const Pin& pin) {
  const auto has = [&](std::string_view name) {
    return std::find(pin.components.begin(), pin.components.end(), name) != pin.components.end();
  };
  Profile profile{has("clippy") && has("rustfmt") ? "default" : "minimal", {}};
  for (const std::string& name : pin.components) {
    const bool is_in = profile.name == "default" ? holds(kDefault, name) : holds(kMinimal, name);
    if (!is_in) profile.extensions.push_back(name);
  }
  return profile;
}

// ---- fenix

// The set that flake.lock holds; empty where a manifest has to be named.
std::string fenix_set(const Pin& pin) {
  if (pin.channel.date || pin.channel.kind == ChannelKind::kRelease) return "";
  if (pin.channel.kind == ChannelKind::kStable) return "stable";
  if (pin.channel.kind == ChannelKind::kBeta) return "beta";
  // Targets exist in `latest` only; `complete` is all of one day.
  return pin.targets.empty() ? "complete" : "latest";
}

std::string fenix_spec(const Pin& pin) {
  Channel channel = pin.channel;
  channel.date.reset();
  std::string out = "{\n  channel = \"" + channel.str() + "\";\n";
  if (pin.channel.date) out += "  date = \"" + pin.channel.date->str() + "\";\n";
  return out + "  sha256 = " + std::string(kFakeHash) + "\n}";
}

constexpr std::string_view kPackages = "fenix.packages.${system}";

// Names that the toolchain is made with, "name = value;" each. None where there are no targets.
std::vector<std::string> fenix_bindings(const Pin& pin) {
  if (pin.targets.empty()) return {};
  std::vector<std::string> out = {"rust = " + std::string(kPackages) + ";"};
  if (fenix_set(pin).empty()) out.push_back("spec = " + fenix_spec(pin) + ";");
  return out;
}

std::string fenix_toolchain(const Pin& pin) {
  const std::string list = nix_list(pin.components);
  const std::string set = fenix_set(pin);
  const std::string packages(kPackages);
  if (pin.targets.empty()) {
    return (set.empty() ? "(" + packages + ".toolchainOf " + fenix_spec(pin) + ")"
                        : packages + "." + set) +
           ".withComponents " + list;
  }
  const auto of = [&](const std::string& from) {
    return set.empty() ? "(" + from + ".toolchainOf spec)" : from + "." + set;
  };
  std::string out = "rust.combine [\n  (" + of("rust") + ".withComponents " + list + ")\n";
  for (const std::string& target : pin.targets) {
    out += "  " + of("rust.targets." + target) + ".rust-std\n";
  }
  return out + "]";
}

// ---- rust-overlay

std::string overlay_toolchain(const Pin& pin) {
  const Profile profile = profile_of(pin);
  std::string changes;
  if (!profile.extensions.empty()) {
    changes += "  extensions = " + nix_list(profile.extensions) + ";\n";
  }
  if (!pin.targets.empty()) changes += "  targets = " + nix_list(pin.targets) + ";\n";
  const std::string refined =
      profile.name + (changes.empty() ? "" : ".override {\n" + changes + "}");
  const Channel& channel = pin.channel;
  if (channel.is_nightly() && !channel.date) {
    return "pkgs.rust-bin.selectLatestNightlyWith (toolchain: toolchain." + refined + ")";
  }
  std::string version = "latest";
  if (channel.date) version = "\"" + channel.date->str() + "\"";
  if (channel.kind == ChannelKind::kRelease) version = "\"" + channel.release + "\"";
  std::string name = "stable";
  if (channel.is_nightly()) name = "nightly";
  if (channel.kind == ChannelKind::kBeta) name = "beta";
  return "pkgs.rust-bin." + name + "." + version + "." + refined;
}

// ---- nixpkgs

// mkShell's arguments: nixpkgs has one package per component, and the source as a path.
std::string nixpkgs_shell(const Pin& pin) {
  std::vector<std::string> packages;
  bool has_source = false;
  for (const std::string& name : pin.components) {
    if (name == "rust-src") {
      has_source = true;
    } else {
      packages.push_back("pkgs." + name);
    }
  }
  std::string out = "{\n  packages = [ " + text::join(packages, " ") + " ];\n";
  if (has_source) out += "  RUST_SRC_PATH = \"${pkgs.rustPlatform.rustLibSrc}\";\n";
  return out + "}";
}

// ---- flakes

struct Overlay {
  std::string input;  // empty: nixpkgs alone
  std::string url;
};

Overlay overlay_of(const Pin& pin) {
  switch (pin.via) {
    case Via::kFenix:
      return {"fenix", "github:nix-community/fenix"};
    case Via::kRustOverlay:
      return {"rust-overlay",
              pin.overlay_url.empty() ? "github:oxalica/rust-overlay" : pin.overlay_url};
    case Via::kToolchainFile:
    case Via::kNixpkgs:
      break;
  }
  return {};
}

std::string overlay_inputs(const Overlay& overlay) {
  if (overlay.input.empty()) return "";
  return overlay.input + ".url = \"" + overlay.url + "\";\n" + overlay.input +
         ".inputs.nixpkgs.follows = \"nixpkgs\";\n";
}

// The beginning of a flake. `lines` end with a line break.
std::string inputs_block(const std::string& lines) {
  std::string out = "{\n  inputs = {\n    " + indented(lines, 4);
  out.erase(out.find_last_not_of(' ') + 1);
  return out + "  };\n";
}

}  // namespace

Snippet flake(const Pin& pin) {
  const Overlay overlay = overlay_of(pin);
  std::string bindings;
  std::string shell = "{ packages = [ toolchain ]; }";
  if (pin.via == Via::kRustOverlay) {
    bindings =
        "pkgs = import nixpkgs { inherit system; overlays = [ rust-overlay.overlays.default ]; };\n"
        "toolchain = " +
        overlay_toolchain(pin) + ";";
  } else {
    bindings = "pkgs = nixpkgs.legacyPackages.${system};";
    if (pin.via == Via::kFenix) {
      for (const std::string& binding : fenix_bindings(pin)) bindings += "\n" + binding;
      bindings += "\ntoolchain = " + fenix_toolchain(pin) + ";";
    } else {
      shell = nixpkgs_shell(pin);
    }
  }
  std::string out = inputs_block("nixpkgs.url = \"github:NixOS/nixpkgs/nixos-unstable\";\n" +
                                 overlay_inputs(overlay));
  out += "  outputs = { nixpkgs" + (overlay.input.empty() ? "" : ", " + overlay.input) +
         ", ... }: {\n    devShells = nixpkgs.lib.genAttrs " + nix_list(pin.systems) +
         " (system:\n      let\n        " + indented(bindings, 8) +
         "\n      in {\n        default = pkgs.mkShell " + indented(shell, 8) +
         ";\n      });\n  };\n}\n";
  return {"flake.nix", "nix", out};
}

Snippet expression(const Pin& pin) {
  if (pin.via == Via::kNixpkgs) {
    return {"shell.nix", "nix", "{ pkgs, ... }:\npkgs.mkShell " + nixpkgs_shell(pin) + "\n"};
  }
  if (pin.via == Via::kRustOverlay) {
    return {"toolchain.nix", "nix", "{ pkgs, ... }:\n" + overlay_toolchain(pin) + "\n"};
  }
  std::string bindings;
  for (const std::string& binding : fenix_bindings(pin))
    bindings += "  " + indented(binding, 2) + "\n";
  return {"toolchain.nix", "nix",
          "{ fenix, pkgs, system, ... }:\n" +
              (bindings.empty() ? "" : "let\n" + bindings + "in\n") + fenix_toolchain(pin) + "\n"};
}

Snippet toolchain_file(const Pin& pin) {
  const Profile profile = profile_of(pin);
  std::string out =
      "[toolchain]\nchannel = \"" + pin.channel.str() + "\"\nprofile = \"" + profile.name + "\"\n";
  if (!profile.extensions.empty()) {
    out += "components = [" + quoted_list(profile.extensions, ", ") + "]\n";
  }
  if (!pin.targets.empty()) out += "targets = [" + quoted_list(pin.targets, ", ") + "]\n";
  return {"rust-toolchain.toml", "toml", out};
}

Snippet reading_expression(Source overlay) {
  if (overlay == Source::kRustOverlay) {
    return {"toolchain.nix", "nix",
            "{ pkgs, ... }:\npkgs.rust-bin.fromRustupToolchainFile ./rust-toolchain.toml\n"};
  }
  return {"toolchain.nix", "nix",
          "{ fenix, pkgs, system, ... }:\nfenix.packages.${system}.fromToolchainFile {\n"
          "  file = ./rust-toolchain.toml;\n  sha256 = " +
              std::string(kFakeHash) + "\n}\n"};
}

Snippet inputs(const Pin& pin) {
  return {"flake.nix", "nix", inputs_block(overlay_inputs(overlay_of(pin))) + "}\n"};
}

bool needs_hash(const Snippet& snippet) {
  return snippet.text.find("lib.fakeHash") != std::string::npos;
}

std::string manifest_url(const Pin& pin) {
  if (pin.via != Via::kFenix && pin.via != Via::kToolchainFile) return "";
  if (!pin.channel.date && pin.channel.kind != ChannelKind::kRelease) return "";
  Channel channel = pin.channel;
  channel.date.reset();
  return "https://static.rust-lang.org/dist/" +
         (pin.channel.date ? pin.channel.date->str() + "/" : "") + "channel-rust-" + channel.str() +
         ".toml";
}

}  // namespace doctor::nix
