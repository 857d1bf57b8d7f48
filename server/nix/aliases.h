// Names that stand for something else in a file: `toolchain = fenix.packages.${system}.complete;`,
// `inherit (fenix.packages.${system}) complete;`, `with fenix.packages.${system};`.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "nix/expression.h"

namespace doctor::nix {

// let, in, with…
bool is_keyword(std::string_view word);

class Aliases {
 public:
  explicit Aliases(const Tokens& tokens);

  // The path with its first name replaced by what it stands for, several times over; bounded.
  std::vector<std::string> expanded(std::vector<std::string> parts) const;

  bool is_alias(const std::string& name) const { return paths_.contains(name); }
  bool has_with_fenix() const { return has_with_fenix_; }

 private:
  void read(const Tokens& tokens, std::size_t at);
  void read_import(const Tokens& tokens, const std::string& name, std::size_t at);

  std::map<std::string, std::vector<std::string>> paths_;
  bool has_with_fenix_ = false;
};

}  // namespace doctor::nix
