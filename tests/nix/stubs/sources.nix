# Flake inputs as snippets see them: nixpkgs, fenix and rust-overlay with the attributes, argument
# names and components of the real ones (names.json), and nothing else, so that a wrong name fails.
let
  names = builtins.fromJSON (builtins.readFile ./names.json);
  fail = message: throw "stub: ${message}";
  attributes = list: value: builtins.listToAttrs (map (name: { inherit name; value = value name; }) list);
  systems = builtins.attrNames names.systems;

  # The components of a manifest or set that a system has.
  available = part: system:
    part.everywhere ++ builtins.filter (c: builtins.elem system part.on.${c}) (builtins.attrNames part.on);
  short = name:
    let match = builtins.match "(.*)-preview" name; in if match == null then name else builtins.head match;

  # ---- fenix

  set = components:
    let all = attributes (components ++ map short components) (name: "component ${name}");
    in all // {
      toolchain = "all of ${toString components}";
      # lib.attrVals of the real one: a missing name is an error.
      withComponents = list: toString (map (name: all.${name}) list);
    };
  isHash = text: builtins.isString text && builtins.match "sha256-[A-Za-z0-9+/]{43}=" text != null;
  toolchainOf = components: { root ? "", channel ? "nightly", date ? null, sha256 ? null }:
    let key = if date == null then channel else "${channel}-${date}";
    in if !isHash sha256 then fail "no hash for ${key}" else set (components names.manifests.${key});
  fenixFor = system: {
    inherit (attributes (builtins.attrNames names.fenix.sets)
      (name: set (available names.fenix.sets.${name} system)))
      minimal default complete latest stable beta;
    combine = paths: builtins.deepSeq paths "combined ${toString paths}";
    toolchainOf = toolchainOf (manifest: available manifest system);
    fromToolchainFile = { file ? null, dir ? null, sha256 ? null }:
      let
        t = (builtins.fromTOML (builtins.readFile file)).toolchain;
        match = builtins.match "(.*)-([0-9]{4}-[0-9]{2}-[0-9]{2})" t.channel;
        manifest = names.manifests.${t.channel};
        known = attributes (available manifest system ++ map short (available manifest system)) (name: name);
      in
      # Stricter than the real one, which leaves out what it does not know.
      if !isHash sha256 then fail "no hash" else
      toString (map (c: known.${c}) (t.components or [ ]) ++ manifest.profiles.${t.profile}
        ++ map (target: target_.${target}) (t.targets or [ ]));
    targets = attributes names.targets (target: {
      stable.rust-std = "rust-std of ${target}";
      beta.rust-std = "rust-std of ${target}";
      latest.rust-std = "rust-std of ${target}";
      toolchainOf = toolchainOf (_: [ "rust-std" ]);
    });
  };
  target_ = attributes names.targets (target: target);

  # ---- rust-overlay

  version = system: manifest:
    let
      profile = name: components: {
        name = "rust-${name}";
        drvPath = "rust-${name}.drv";
        override = { extensions ? [ ], targets ? [ ], targetExtensions ? [ ], enableLibsecret ? true }:
          let
            here = available manifest system;
            real = c: manifest.renames.${c} or c;
            missing = builtins.filter (c: !(builtins.elem (real c) here)) extensions;
            unknown = builtins.filter (t: !(target_ ? ${t}) || builtins.elem t manifest.targets_missing) targets;
          in
          if missing != [ ] then fail "no ${toString missing} for ${system}"
          else if unknown != [ ] then fail "no target ${toString unknown}"
          else { name = "rust-${name} with ${toString (extensions ++ targets)}"; drvPath = "x.drv"; };
      };
    in
    if builtins.elem system manifest.hosts then builtins.mapAttrs profile manifest.profiles else { };
  rustBinFor = system: {
    nightly = attributes [ "2026-05-20" "2026-08-22" ] (date: version system names.manifests."nightly-${date}")
      // { latest = version system names.manifests."nightly-2026-08-22"; };
    beta = { "2026-08-18" = version system names.manifests."beta-2026-08-18"; }
      // { latest = version system names.manifests."beta-2026-08-18"; };
    stable = attributes [ "1.95.0" "1.98.0" ] (release: version system names.manifests.${release})
      // { latest = version system names.manifests."1.98.0"; };
    selectLatestNightlyWith = selector: selector (version system names.manifests."nightly-2026-08-22");
    fromRustupToolchainFile = path:
      let t = (builtins.fromTOML (builtins.readFile path)).toolchain;
      in ((version system names.manifests.${t.channel}).${t.profile}).override {
        extensions = t.components or [ ];
        targets = t.targets or [ ];
      };
  };
in
rec {
  nixpkgs = {
    outPath = ./pkgs.nix; # for `import nixpkgs`
    legacyPackages = attributes systems (system: import ./pkgs.nix { inherit system; });
    lib = (import ./pkgs.nix { system = "x86_64-linux"; }).lib;
  };
  fenix.packages = attributes names.fenix.systems fenixFor;
  rust-overlay.overlays.default = final: prev: { rust-bin = rustBinFor final.stdenv.hostPlatform.system; };

  # The shells of a flake, or what a toolchain.nix or shell.nix makes on each of these systems.
  ofFlake = path: (import path).outputs { inherit nixpkgs fenix rust-overlay; self = { }; };
  ofExpression = path: on: map
    (system:
      let
        made = import path {
          inherit fenix system;
          pkgs = import ./pkgs.nix { inherit system; overlays = [ rust-overlay.overlays.default ]; };
        };
      in
      made.name or made)
    on;
}
