#include "cargo/package_spec.h"

#include <algorithm>

#include "base/text.h"
#include "cargo/paths.h"

namespace doctor::cargo {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80U;
}

bool is_package_name(std::string_view name) {
  const auto fits = [](char c) {
    return is_letter(c) || text::is_digit(c) || c == '-' || c == '_';
  };
  return !name.empty() && !text::is_digit(name[0]) && name[0] != '-' &&
         std::all_of(name.begin(), name.end(), fits);
}

// "1", "1.2", "1.2.3", the last with "-pre" or "+build".
bool is_partial_version(std::string_view version) {
  std::string_view numbers = version.substr(0, version.find_first_of("-+"));
  const auto parts = text::split(numbers, '.');
  if (parts.size() > 3 || (numbers.size() < version.size() && parts.size() != 3)) return false;
  if (version.ends_with('-') || version.ends_with('+')) return false;
  return std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
    return !part.empty() && std::all_of(part.begin(), part.end(), text::is_digit) &&
           (part.size() == 1 || part[0] != '0');
  });
}

bool version_matches(std::string_view wanted, std::string_view version) {
  if (wanted.find('+') == std::string_view::npos) version = version.substr(0, version.find('+'));
  if (wanted == version) return true;
  return version.starts_with(wanted) && version[wanted.size()] == '.' &&
         version.find('-') == std::string_view::npos;
}

// "name@1.2" or "name:1.2"; false where there is no version.
bool split_version(std::string_view text, std::string& name, std::string& version) {
  std::size_t at = text.rfind('@');
  if (at == std::string_view::npos) {
    at = text.rfind(':');
    if (at == std::string_view::npos || (at > 0 && text[at - 1] == ':')) return false;
  }
  name = text.substr(0, at);
  version = text.substr(at + 1);
  return true;
}

// Fills the specification of a URL; false where its version is none.
void read_url(PackageSpec& spec, std::string text) {
  for (const std::string_view kind : {"path", "registry", "sparse", "git"}) {
    if (!text.starts_with(std::string(kind) + "+")) continue;
    spec.kind = kind;
    text.erase(0, kind.size() + 1);
    break;
  }
  std::string fragment;
  if (const std::size_t hash = text.find('#'); hash != std::string::npos) {
    fragment = text.substr(hash + 1);
    text.resize(hash);
  }
  text.resize(std::min(text.find('?'), text.size()));
  while (text.size() > 1 && text.back() == '/') text.pop_back();
  spec.url = percent_decoded(text);
  const std::string last = spec.url.substr(spec.url.rfind('/') + 1);
  spec.name = last;
  if (fragment.empty() || split_version(fragment, spec.name, spec.version)) return;
  (is_letter(fragment[0]) ? spec.name : spec.version) = fragment;
}

}  // namespace

Outcome<PackageSpec> PackageSpec::parse(const std::string& text, const Origin& origin) {
  PackageSpec spec;
  spec.spelling = text;
  const auto bad = [&](const std::string& why) {
    return Refusal{ErrorClass::kBadSpec, "bad package ID specification `" + text + "`: " + why,
                   origin};
  };
  if (text == "*") {
    spec.is_star = true;
    return spec;
  }
  if (text.find("://") != std::string::npos) {
    read_url(spec, text);
  } else if (!split_version(text, spec.name, spec.version)) {
    spec.name = text;
  }
  const bool has_version = !spec.version.empty() || text.ends_with('@') || text.ends_with(':');
  if (has_version && !is_partial_version(spec.version))
    return bad("expected a version like \"1.32\"");
  if (!is_package_name(spec.name)) return bad("`" + spec.name + "` is no package name");
  return spec;
}

bool PackageSpec::matches(const PackageId& package) const {
  if (is_star || name != package.name) return false;
  if (!version.empty() && !version_matches(version, package.version)) return false;
  if (!url.empty() && url != package.url) return false;
  return kind.empty() || kind == package.kind;
}

bool PackageSpec::is_same(const PackageSpec& other) const {
  return is_star == other.is_star && name == other.name && version == other.version &&
         url == other.url && kind == other.kind;
}

}  // namespace doctor::cargo
