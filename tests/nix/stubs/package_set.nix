# As much of nixpkgs as server/package.nix and flake.nix use: the names are those of
# NixOS/nixpkgs pkgs/by-name and of nix-community/nixpkgs.lib@de42d442. Derivations are real ones
# with an idle builder, so that nix-instantiate writes them.
let
  lib = {
    genAttrs = names: f: builtins.listToAttrs (map (name: { inherit name; value = f name; }) names);
    optional = condition: value: if condition then [ value ] else [ ];
    optionals = condition: values: if condition then values else [ ];
    cmakeBool = name: value: assert builtins.isBool value; "-D${name}:BOOL=${if value then "TRUE" else "FALSE"}";
    licenses.mit.spdxId = "MIT";
    platforms.unix = [ "x86_64-linux" "aarch64-linux" "x86_64-darwin" "aarch64-darwin" ];
    fileset = {
      unions = paths: map (path: if builtins.pathExists path then path else throw "no file ${toString path}") paths;
      toSource = { root, fileset }: builtins.deepSeq fileset (toString root);
    };
  };
  idle = name: system: attributes:
    derivation ({ inherit name system; builder = "/bin/sh"; } // attributes);
  packagesOf = system:
    let package = name: idle name system { };
    in builtins.listToAttrs (map (name: { inherit name; value = package name; }) [
      "cmake" "ninja" "pkg-config" "nlohmann_json" "re2" "spdlog" "tomlplusplus" "httplib" "gtest"
      "gnupatch" "shellcheck" "busybox"
    ]) // {
      inherit lib;
      stdenv = {
        hostPlatform = { inherit system; isLinux = builtins.match ".*-linux" system != null; };
        mkDerivation = { pname, version, src, nativeBuildInputs, buildInputs, cmakeFlags, doCheck
          , nativeCheckInputs, checkPhase, meta }:
          idle "${pname}-${version}" system {
            inherit src nativeBuildInputs buildInputs cmakeFlags checkPhase;
          } // { inherit meta; };
      };
      mkShell = { inputsFrom, packages }: idle "shell" system {
        inputs = inputsFrom ++ packages;
      };
    };
  nixpkgs = {
    inherit lib;
    legacyPackages = lib.genAttrs lib.platforms.unix packagesOf;
  };
in
{
  inherit nixpkgs;
  flake = path: let outputs = (import path).outputs { inherit nixpkgs; self = outputs; }; in outputs;
}
