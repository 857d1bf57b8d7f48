# What snippets may use of nixpkgs; derivations are texts. Sources of the names: NixOS/nixpkgs
# pkgs/development/compilers/rust/{default.nix@00976b19, make-rust-platform.nix@05e40e79} and
# nix-community/nixpkgs.lib@de42d442 lib/default.nix.
{ system, overlays ? [ ], config ? { } }:
let
  package = name: "${name} for ${system}";
  lib = {
    genAttrs = names: f: builtins.listToAttrs (map (name: { inherit name; value = f name; }) names);
    fakeHash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  };
  base = {
    inherit lib;
    cargo = package "cargo";
    rustc = package "rustc";
    clippy = package "clippy";
    rustfmt = package "rustfmt";
    rust-analyzer = package "rust-analyzer";
    rustPlatform.rustLibSrc = "/nix/store/source of ${system}";
    mkShell = { packages ? [ ], RUST_SRC_PATH ? null }:
      builtins.deepSeq [ packages RUST_SRC_PATH ] "shell of ${toString (map (p: p.name or p) packages)}";
    stdenv.hostPlatform.system = system;
  };
in
builtins.foldl' (prev: overlay: let final = prev // overlay final prev; in final) base overlays
