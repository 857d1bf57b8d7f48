{
  description = "Explains why a Rust build fails with Nix, NixOS, fenix or the Cranelift backend";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { self, nixpkgs }:
    let
      forEachSystem =
        make:
        nixpkgs.lib.genAttrs [
          "x86_64-linux"
          "aarch64-linux"
          "x86_64-darwin"
          "aarch64-darwin"
        ] (system: make nixpkgs.legacyPackages.${system});
    in
    {
      packages = forEachSystem (pkgs: rec {
        rust-nix-doctor = import ./server/package.nix { inherit pkgs; };
        default = rust-nix-doctor;
      });

      # `nix run` serves MCP on standard input and output; `nix run . -- classify build.log` is a command.
      apps = forEachSystem (pkgs: {
        default = {
          type = "app";
          program = "${self.packages.${pkgs.stdenv.hostPlatform.system}.default}/bin/rust-nix-doctor";
          meta.description = "The MCP server and its commands";
        };
      });

      devShells = forEachSystem (pkgs: {
        default = pkgs.mkShell {
          inputsFrom = [ self.packages.${pkgs.stdenv.hostPlatform.system}.default ];
          packages = [
            pkgs.gtest
            pkgs.shellcheck
          ]
          ++ nixpkgs.lib.optional pkgs.stdenv.hostPlatform.isLinux pkgs.busybox;
        };
      });

      checks = forEachSystem (pkgs: {
        package = self.packages.${pkgs.stdenv.hostPlatform.system}.default;
        tests = import ./server/package.nix {
          inherit pkgs;
          withTests = true;
        };
      });
    };
}
