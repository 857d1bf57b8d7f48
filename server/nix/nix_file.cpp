#include "nix/nix_file.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"
#include "nix/aliases.h"
#include "nix/expression.h"

namespace doctor::nix {
namespace {

constexpr std::array<std::string_view, 4> kViaNames = {"fenix", "rust-overlay",
                                                       "rust-toolchain.toml", "nixpkgs"};

bool is_nightly_set(std::string_view name) {
  return name == "complete" || name == "latest" || name == "minimal" || name == "default";
}

bool is_host_name(std::string_view part) {
  return part == "*" || part == "system" || part.ends_with("-linux") || part.ends_with("-darwin");
}

// One file's tokens, searched for what makes toolchains.
class Reader {
 public:
  Reader(const Tokens& tokens, const std::string& file) : tokens_(tokens), aliases_(tokens) {
    out_.file = file;
  }

  NixFile run() {
    for (std::size_t i = 0; i < tokens_.size();) i = read_at(i);
    drop_what_others_say();
    return std::move(out_);
  }

 private:
  // ---- the walk

  std::size_t read_at(std::size_t i) {
    const Token& token = tokens_[i];
    if (token.kind == TokenKind::kPath) read_import(token);
    if (token.kind == TokenKind::kString) read_fetch(i);
    if (token.is_word("inherit")) return read_inherit(i);
    if (token.kind != TokenKind::kWord || is_keyword(token.text)) {
      // (fenix.toolchainOf { … }).withComponents [ … ]
      const bool is_behind = token.is_symbol(".") && i > 0 && tokens_[i - 1].is_symbol(")");
      if (!is_behind) return i + 1;
      const auto path = attribute_path(tokens_, i + 1);
      if (!path) return i + 1;
      if (is_behind_mk_rust_bin_) {
        is_behind_mk_rust_bin_ = false;
        read_rust_bin(*path, path->parts, 0);
      } else {
        refine(*path, last_use());
      }
      return path->end;
    }
    const auto path = attribute_path(tokens_, i);
    const bool is_binding = path->end < tokens_.size() && tokens_[path->end].is_symbol("=");
    if (is_binding) {
      read_input(*path);
    } else {
      read_use(*path);
    }
    return path->end;
  }

  // inherit (fenix.packages.${system}.complete) cargo rustc;
  std::size_t read_inherit(std::size_t i) {
    std::size_t at = i + 1;
    ToolchainUse* use = nullptr;
    if (at < tokens_.size() && tokens_[at].is_symbol("(")) {
      const auto path = attribute_path(tokens_, at + 1);
      if (path) read_use(*path);
      at = behind_bracket(tokens_, at);
      if (path) {
        const auto parts = aliases_.expanded(path->parts);
        const bool is_fenix = std::find(parts.begin(), parts.end(), "fenix") != parts.end();
        if (is_fenix) use = last_use();
      }
    }
    for (; at < tokens_.size() && tokens_[at].kind == TokenKind::kWord; ++at) {
      if (use != nullptr) use->components.push_back(tokens_[at].text);
    }
    return at;
  }

  Location place(int line) const { return {out_.file, line}; }

  void read_import(const Token& token) {
    const bool is_nix = token.text.ends_with(".nix") && !token.is_interpolated;
    if (is_nix && (token.text.starts_with("./") || token.text.starts_with("../"))) {
      out_.imports.push_back(token.text);
    }
  }

  // Sources that are fetched by a URL in the text.
  void read_fetch(std::size_t i) {
    const Token& token = tokens_[i];
    const Source source = source_of(token.text);
    const bool is_url = token.text.find("://") != std::string::npos;
    if (source == Source::kOther || !is_url) return;
    const bool is_input = i > 1 && tokens_[i - 1].is_symbol("=");
    if (!is_input) out_.sources.push_back({"", token.text, source, place(token.line)});
  }

  // inputs.NAME.url = "…", and the same inside `inputs = {` and `NAME = {`.
  void read_input(const AttributePath& path) {
    if (path.parts.back() != "url" || path.end + 1 >= tokens_.size()) return;
    const Token& value = tokens_[path.end + 1];
    if (value.kind != TokenKind::kString) return;
    std::string name = path.parts.size() > 1 ? path.parts[path.parts.size() - 2] : "";
    int closed = 0;
    for (std::size_t i = path.begin; name.empty() && i >= 3; --i) {
      // The set around it: NAME = {
      if (tokens_[i - 1].is_symbol("}")) ++closed;
      const bool opens = tokens_[i - 1].is_symbol("{") || tokens_[i - 1].is_symbol("${");
      if (!opens || closed-- > 0) continue;
      if (tokens_[i - 2].is_symbol("=")) name = tokens_[i - 3].text;
      break;
    }
    out_.sources.push_back({name, value.text, source_of(value.text), place(value.line)});
  }

  void read_use(const AttributePath& path) {
    const std::vector<std::string> parts = aliases_.expanded(path.parts);
    const auto at = [&](std::string_view name) -> std::size_t {
      return static_cast<std::size_t>(std::find(parts.begin(), parts.end(), name) - parts.begin());
    };
    if (at("rust-bin") < parts.size()) return read_rust_bin(path, parts, at("rust-bin") + 1);
    if (at("fenix") < parts.size()) {
      read_fenix(path, parts, at("fenix") + 1);
      return;
    }
    if (aliases_.has_with_fenix() && read_fenix(path, parts, 0)) return;
    if (parts.back() == "rustChannelOf") {
      ToolchainUse use = new_use(Via::kRustOverlay, path, parts);
      read_arguments(use, path.end);
      return add(std::move(use));
    }
    // selectLatestNightlyWith (toolchain: toolchain.default.override { … })
    refine(path, last_use());
    const std::string& last = parts.back();
    is_behind_mk_rust_bin_ = is_behind_mk_rust_bin_ || last == "mkRustBin";
    if (last == "buildRustPackage" && parts.size() > 1 &&
        parts[parts.size() - 2] == "rustPlatform") {
      ToolchainUse use = new_use(Via::kNixpkgs, path, parts);
      use.expression = "rustPlatform.buildRustPackage";
      use.channel = "stable";
      return add(std::move(use));
    }
    const bool is_of_pkgs = parts.size() == 1 || parts[parts.size() - 2] == "pkgs";
    if (is_of_pkgs && (last == "rustc" || last == "rustup")) {
      ToolchainUse use =
          new_use(last == "rustc" ? Via::kNixpkgs : Via::kToolchainFile, path, parts);
      use.expression = "pkgs." + last;
      use.channel = last == "rustc" ? "stable" : "";
      add(std::move(use));
    }
  }

  ToolchainUse new_use(Via via, const AttributePath& path,
                       const std::vector<std::string>& parts) const {
    ToolchainUse use;
    use.via = via;
    use.expression = text::clip(text::join(parts, "."), 120);
    use.where = place(path.line);
    return use;
  }

  // Behind `fenix`: packages.SYSTEM may come first.
  bool read_fenix(const AttributePath& path, const std::vector<std::string>& parts,
                  std::size_t at) {
    if (at < parts.size() && parts[at] == "packages") ++at;
    if (at < parts.size() && is_host_name(parts[at])) ++at;  // flake-parts leaves it out
    if (at >= parts.size()) return false;
    const std::string& name = parts[at];
    ToolchainUse use = new_use(Via::kFenix, path, parts);
    use.expression =
        "fenix." + text::join({parts.begin() + static_cast<std::ptrdiff_t>(at), parts.end()}, ".");
    if (name == "targets") {
      if (at + 1 < parts.size() && last_use() != nullptr)
        last_use()->targets.push_back(parts[at + 1]);
      return true;
    }
    const bool is_file = name == "fromToolchainFile";
    if (is_file || name == "toolchainOf" || name == "fromToolchainName" ||
        name == "fromManifestFile") {
      use.channel = name == "toolchainOf" ? "nightly" : "";
      read_arguments(use, path.end);
    } else if (name == "stable" || name == "beta" || is_nightly_set(name)) {
      use.channel = name;
      const std::string part = at + 1 < parts.size() ? parts[at + 1] : "";
      const bool is_component = !part.empty() && part != "toolchain" && part != "withComponents" &&
                                !part.ends_with("Toolchain");
      if (is_component) return add_component(std::move(use), "fenix." + name, part);
    } else {
      return false;
    }
    add(std::move(use), path);
    refine(path, last_use());
    return true;
  }

  // combine [ fenix.stable.rustc fenix.stable.cargo ] is one toolchain.
  bool add_component(ToolchainUse use, const std::string& set, const std::string& component) {
    use.expression = set;
    if (last_use() == nullptr || last_use()->expression != set) add(std::move(use));
    last_use()->components.push_back(component);
    return true;
  }

  void read_rust_bin(const AttributePath& path, const std::vector<std::string>& parts,
                     std::size_t at) {
    ToolchainUse use = new_use(Via::kRustOverlay, path, parts);
    use.expression = "rust-bin";
    for (std::size_t i = at; i < parts.size(); ++i) use.expression += "." + parts[i];
    if (at >= parts.size()) return;
    const std::string& name = parts[at];
    if (name == "stable" || name == "beta" || name == "nightly") {
      use.channel = name;
      const std::string version = at + 1 < parts.size() ? parts[at + 1] : "";
      if (name == "stable" && version != "latest" && version != "*") use.channel = version;
      if (name != "stable" && version != "latest" && version != "*") use.date = version;
      if (at + 2 < parts.size() && parts[at + 2] != "override") use.profile = parts[at + 2];
    } else if (name == "selectLatestNightlyWith") {
      use.channel = "nightly";
    } else {
      read_arguments(use, path.end);
    }
    add(std::move(use), path);
    refine(path, last_use());
  }

  // { channel = "nightly"; date = "…"; sha256 = …; } or ./rust-toolchain.toml
  void read_arguments(ToolchainUse& use, std::size_t at) const {
    while (at < tokens_.size() && tokens_[at].is_symbol("(")) ++at;
    if (at >= tokens_.size()) return;
    if (tokens_[at].kind == TokenKind::kPath) {
      use.file = tokens_[at].text;
      return;
    }
    const auto members = set_members(tokens_, at);
    const auto text_of = [&](const char* name, std::string& into) {
      const auto found = members.find(name);
      if (found == members.end()) return;
      into = found->second.text && !found->second.is_partial ? *found->second.text : "?";
    };
    text_of("channel", use.channel);
    text_of("name", use.channel);
    text_of("date", use.date);
    text_of("sha256", use.hash);
    text_of("file", use.file);
    text_of("dir", use.file);
    text_of("profile", use.profile);
    take_lists(use, members);
  }

  static void take_lists(ToolchainUse& use, const std::map<std::string, Literal>& members) {
    for (const char* name : {"extensions", "components", "targets", "targetExtensions"}) {
      const auto found = members.find(name);
      if (found == members.end()) continue;
      auto& list = std::string_view(name) == "targets" ? use.targets : use.components;
      list.insert(list.end(), found->second.items.begin(), found->second.items.end());
      use.is_partial = use.is_partial || found->second.is_partial;
    }
  }

  // What stands behind a toolchain: withComponents [ … ], override { extensions = …; }.
  void refine(const AttributePath& path, ToolchainUse* use) {
    if (use == nullptr) return;
    if (path.find("withComponents")) {
      const Literal list = literal(tokens_, path.end);
      use->components.insert(use->components.end(), list.items.begin(), list.items.end());
      use->is_partial = use->is_partial || list.is_partial;
    } else if (path.find("override")) {
      std::size_t at = path.end;
      while (at < tokens_.size() && tokens_[at].is_symbol("(")) ++at;
      take_lists(*use, set_members(tokens_, at));
    }
  }

  ToolchainUse* last_use() { return out_.toolchains.empty() ? nullptr : &out_.toolchains.back(); }

  void add(ToolchainUse use) {
    use.expression = text::clip(use.expression, 120);
    out_.toolchains.push_back(std::move(use));
  }

  // The same expression under a name: `rust = fenix.toolchainOf {…}; … rust.withComponents […]` is
  // one toolchain, not two.
  void add(ToolchainUse use, const AttributePath& path) {
    const auto same = std::find_if(
        out_.toolchains.begin(), out_.toolchains.end(), [&](const ToolchainUse& other) {
          return aliases_.is_alias(path.parts.front()) && other.via == use.via &&
                 base_of(use.expression).starts_with(base_of(other.expression));
        });
    if (same == out_.toolchains.end()) return add(std::move(use));
    std::rotate(same, same + 1, out_.toolchains.end());
  }

  static std::string base_of(const std::string& expression) {
    for (const std::string_view end : {".withComponents", ".override", ".toolchain"}) {
      if (expression.ends_with(end)) return expression.substr(0, expression.size() - end.size());
    }
    return expression;
  }

  // rustc of nixpkgs says nothing where an overlay makes the toolchain.
  void drop_what_others_say() {
    const bool has_overlay =
        std::any_of(out_.toolchains.begin(), out_.toolchains.end(), [](const ToolchainUse& use) {
          return use.via == Via::kFenix || use.via == Via::kRustOverlay;
        });
    std::set<std::string> seen;
    std::erase_if(out_.toolchains, [&](const ToolchainUse& use) {
      const bool is_plain = use.via == Via::kNixpkgs || use.via == Via::kToolchainFile;
      return is_plain && (has_overlay || !seen.insert(use.expression).second);
    });
  }

  const Tokens& tokens_;
  NixFile out_;
  const Aliases aliases_;
  bool is_behind_mk_rust_bin_ = false;  // (rust-overlay.lib.mkRustBin { } pkgs).stable…
};

}  // namespace

std::string_view name_of(Via via) {
  return kViaNames[static_cast<std::size_t>(via)];
}

std::optional<Via> via_of(std::string_view name) {
  const auto found = std::find(kViaNames.begin(), kViaNames.end(), name);
  if (found == kViaNames.end()) return std::nullopt;
  return static_cast<Via>(found - kViaNames.begin());
}

Result<NixFile> read_nix_file(std::string_view text, const std::string& file) {
  const Result<Tokens> tokens = scan(text, file);
  if (!tokens.ok()) return tokens.problem();
  return Reader(tokens.value(), file).run();
}

}  // namespace doctor::nix
