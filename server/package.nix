# The server as a Nix package: nix-build server/package.nix, or packages.default of flake.nix.
{
  pkgs ? import <nixpkgs> { },
  # Also builds and runs the unit tests.
  withTests ? false,
}:
let
  inherit (pkgs) lib;
  root = ../.;
  version = builtins.head (
    builtins.match ".*project\\(rust-nix-toolchain VERSION ([0-9.]+).*" (
      builtins.readFile (root + "/CMakeLists.txt")
    )
  );
in
pkgs.stdenv.mkDerivation {
  pname = "rust-nix-doctor";
  inherit version;

  # What is compiled, and nothing else: an edit of a README builds nothing anew.
  src = lib.fileset.toSource {
    inherit root;
    fileset = lib.fileset.unions (
      [
        (root + "/CMakeLists.txt")
        (root + "/server")
        (root + "/skills")
      ]
      # The tests read the whole repository.
      ++ lib.optionals withTests [
        (root + "/tests")
        (root + "/README.md")
        (root + "/LICENSE")
        (root + "/.claude-plugin")
      ]
    );
  };

  nativeBuildInputs = [
    pkgs.cmake
    pkgs.ninja
    pkgs.pkg-config
  ];
  buildInputs = [
    pkgs.httplib
    pkgs.nlohmann_json
    pkgs.re2
    pkgs.spdlog
    pkgs.tomlplusplus
  ];

  cmakeFlags = [ (lib.cmakeBool "DOCTOR_TESTS" withTests) ];

  doCheck = withTests;
  nativeCheckInputs = [
    pkgs.gtest
    pkgs.gnupatch
  ];
  # The tests of scripts and of other clients need a network.
  checkPhase = ''
    runHook preCheck
    ctest --output-on-failure --exclude-regex '^(entry|npm|peers|conformance|client)/'
    runHook postCheck
  '';

  meta = {
    description = "MCP server that explains why a Rust build fails with Nix, fenix or Cranelift";
    license = lib.licenses.mit;
    mainProgram = "rust-nix-doctor";
    platforms = lib.platforms.unix;
  };
}
