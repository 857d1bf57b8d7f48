// The automatic diagnosis: what the hooks tell the model after a Bash command, without being asked.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { kPlugin, kTool, readText, skip } from '../bench.mjs';
import { assertConnected } from './install.mjs';

const bash = (command) => [{ tool: 'Bash', input: { command, description: 'build' } }];
const kDone = [{ text: 'done' }];

async function needsCargo(bench) {
  const ran = await bench.run('cargo', ['--version']);
  if (ran.status !== 0) skip(`cargo does not run: ${ran.error}`);
}

// The lines that the user saw of the hooks.
const shownLines = (session) => session.events.filter((event) => event.subtype === 'informational')
  .map((event) => event.content).filter((line) => line.includes('rust-nix-doctor: '));

function gateProject(bench) {
  bench.write('Cargo.toml', '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\n\n[profile.dev]\ncodegen-backend = "llvm"\n');
  bench.write('src/main.rs', 'fn main() {}\n');
}

// From a marketplace folder, with these options.
async function install(bench, options = []) {
  const plugin = await bench.copyPlugin();
  const ran = await bench.claude(['plugin', 'install', kPlugin, '--marketplace', plugin, ...options]);
  assert.equal(ran.status, 0, ran.output + ran.error);
}

// Real cargo refuses the key without its gate. The model hears it once, and nothing after commands that are no builds.
export async function gate(bench) {
  await needsCargo(bench);
  gateProject(bench);
  await install(bench);
  const session = await bench.session(
    [bash('ls'), bash('cargo build'), bash('sh -c "cargo build --release" 2>&1 | cat'), bash('cat Cargo.toml src/none.rs'), kDone]);
  assertConnected(session);
  assert.match(session.results[1].text, /feature `codegen-backend` is required/, 'cargo has really refused');
  assert.ok(session.results[1].isError);
  assert.equal(session.contexts.length, 1, session.contexts.join('\n---\n'));
  assert.equal(shownLines(session).length, 1, 'the user sees one line');
  assert.match(session.contexts[0], /^What rust-nix-doctor reads from the output of `cargo build`:\n\nknown: .*codegen-backend/);
  const last = session.requests[1].messages.at(-1);
  assert.ok(!JSON.stringify(last).includes('hook additional context'), 'nothing is said after ls');
}

const kHouseEntry = `title = "The house linker is missing"
kind = "link-error"
evidence = "verified-by-running"
stage = "link"
backend = "any"
checked = "2026-11-20"
cause = "The wrapper houseld is not in PATH."
sources = [{ what = "wiki", ref = "our wiki" }]
match = [{ all = ['^error: houseld is not installed'], confidence = "certain" }]
fix = [{ title = "Install it", language = "sh", text = "make houseld" }]
sample = [
  { expect = "hit", origin = "real", log = "error: houseld is not installed" },
  { expect = "hit", origin = "written", log = "error: houseld is not installed here" },
  { expect = "miss", origin = "written", log = "error: lld is not installed" },
]
`;

// An option that is set counts; one that is not leaves the person's own variable alone.
export async function options(bench) {
  await needsCargo(bench);
  gateProject(bench);
  await install(bench, ['--config', 'automatic_diagnosis=false']);
  bench.write('../knowledge/linking/house-linker.toml', kHouseEntry);
  const session = await bench.session(
    [bash('cargo build'), [{ tool: kTool('lookup_limitation'), input: { id: 'house-linker' } }], kDone],
    { env: { RUST_NIX_DOCTOR_KNOWLEDGE: bench.path('knowledge') } });
  assertConnected(session);
  assert.match(session.results[0].text, /feature `codegen-backend` is required/);
  assert.match(session.results[1].text, /The house linker is missing/);
  assert.deepEqual(session.contexts, []);
  assert.deepEqual(shownLines(session), []);
}

// A project whose crate `app` fails when rustc is asked for Cranelift: the wrapper prints what a real cg_clif printed.
// `noise` lines stand in front of it.
function replayProject(bench, log, noise = 0) {
  bench.write('app/Cargo.toml', '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\n');
  bench.write('app/src/main.rs', 'fn main() {}\n');
  bench.write('app/.cargo/config.toml', `[build]\nrustc-wrapper = ${JSON.stringify(bench.path('wrapper.sh'))}\n\n`
    + '[unstable]\ncodegen-backend = true\n\n[profile.dev]\ncodegen-backend = "cranelift"\n');
  writeFileSync(bench.path('log'), log);
  writeFileSync(bench.path('wrapper.sh'), `#!/bin/sh
case " $* " in
  *codegen-backend=cranelift*)
    case " $* " in *"--crate-name app"*)
      i=0
      while [ "$i" -lt ${noise} ]; do
        echo "warning: unused variable: \\\`x$i\\\`, and some more words that make the line a long one" >&2
        i=$((i + 1))
      done
      cat "$(dirname -- "$0")/log" >&2
      exit 1 ;;
    esac ;;
esac
exec "$@"
`, { mode: 0o755 });
}

// What rustc prints with Cranelift for a crate that names a function in its assembly.
const kLog = 'error: asm! and global_asm! sym operands are not yet supported\n\nerror: aborting due to 1 previous error\n\n';

// Cargo of the stable channel takes nightly's settings under this variable.
const kNightly = { RUSTC_BOOTSTRAP: '1' };

// What a model would run after reading the answer: the command in it, or the build with its edit applied.
function nextCommand(bench, context) {
  const [, language, text] = /```(diff|sh)\n([\s\S]*?)```/.exec(context) ?? [];
  assert.ok(text?.includes('llvm'), context);
  if (language === 'sh') return text.trim();
  writeFileSync(bench.path('fix.diff'), text);
  return `patch -p1 <'${bench.path('fix.diff')}' && cd app && cargo build`;
}

// The model is told how to get around it, and that works.
async function assertReplay(bench, log) {
  await needsCargo(bench);
  replayProject(bench, log);
  const plugin = await bench.copyPlugin();
  const options = { words: ['--plugin-dir', plugin], env: kNightly };
  const first = await bench.session([bash('cd app && cargo build'), kDone], options);
  assertConnected(first);
  assert.equal(first.contexts.length, 1, first.results[0].text);
  const [context] = first.contexts;
  assert.match(context, /known: .*, certain\), crate `app`/);
  const second = await bench.session([bash(nextCommand(bench, context)), kDone], options);
  assert.equal(second.results[0].isError, false, `${context}\n${second.results[0].text}`);
  assert.match(second.results[0].text, /Finished/);
}

export const replay = (bench) => assertReplay(bench, kLog);

export async function replay_recorded(bench) {
  const recorded = resolve(bench.source, '../shared/knowledge/real-logs/asm-x86_64-may_unwind.compile.log');
  if (!existsSync(recorded)) skip('the recorded logs do not lie beside the repository');
  await assertReplay(bench, readText(recorded));
}

// A long failing log reaches nobody whole. With its cause in sight it is told; with its cause cut off the model hears how to
// keep it, and the log that it keeps is read at once.
export async function truncated(bench) {
  await needsCargo(bench);
  const plugin = await bench.copyPlugin();
  const options = { words: ['--plugin-dir', plugin], env: { ...kNightly, TMPDIR: bench.path('tmp') } };
  mkdirSync(bench.path('tmp'));

  replayProject(bench, kLog, 200);
  const cut = await bench.session([bash('cd app && cargo build'), kDone], options);
  assertConnected(cut);
  assert.match(cut.results[0].text, /characters truncated\]/);
  assert.match(cut.contexts[0], /known: .*, certain\), crate `app`/);
  assert.match(cut.contexts[0], /Claude Code cut \d+ characters/);

  replayProject(bench, kLog, 1000);
  const lost = await bench.session([
    bash('cd app && cargo build'),
    bash('cargo build --manifest-path app/Cargo.toml --config app/.cargo/config.toml >"${TMPDIR:-/tmp}/build.log" 2>&1'),
    kDone,
  ], options);
  assert.equal(lost.contexts.length, 2, lost.results.map((result) => result.text.slice(0, 500)).join('\n---\n'));
  assert.match(lost.contexts[0], /^Claude Code cut \d+ characters/);
  assert.match(lost.contexts[1], /known: .*, certain\), crate `app`/);

  // Where the whole line succeeds, the client keeps the output in a file of its own.
  const saved = await bench.session([bash('cd app && cargo build; true'), kDone], options);
  assert.match(saved.results[0].text, /persisted-output/);
  assert.match(saved.contexts[0], /known: .*, certain\), crate `app`/);
}

export async function no_tests(bench) {
  await needsCargo(bench);
  bench.write('Cargo.toml', '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\n');
  bench.write('src/lib.rs', '#[test]\nfn one() {}\n');
  const plugin = await bench.copyPlugin();
  const session = await bench.session([bash('cargo test'), bash('cargo test no_such_test'), kDone], { words: ['--plugin-dir', plugin] });
  assertConnected(session);
  assert.equal(session.contexts.length, 1, session.contexts.join('\n---\n'));
  assert.match(session.contexts[0], /ran 0 tests \(1 were filtered out/);
}
