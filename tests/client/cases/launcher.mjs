// A machine on which no server is built yet. The build itself is a stand-in: cmake takes some seconds and gives the server
// under test.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { kTool, readText } from '../bench.mjs';
import { assertConnected } from './install.mjs';

const kCall = { tool: kTool('classify_error'), input: { log: 'error[E0308]: mismatched types\n --> src/main.rs:1:1\n' } };
const kBash = { tool: 'Bash', input: { command: 'sh -c "cargo-of-nobody build; exit 1"', description: 'build' } };
const kSeconds = 4;

// An environment without the server, with a cmake that writes down that it builds and then fails or not.
function machine(bench, ending) {
  mkdirSync(bench.path('tools'));
  writeFileSync(bench.path('tools/cmake'), `#!/bin/sh
while [ "$#" -gt 0 ]; do
  case $1 in
    -B)      mkdir -p "$2" ;;
    --build) echo build >>'${bench.path('builds')}'
             sleep ${kSeconds}
             ${ending} ;;
  esac
  shift
done
`, { mode: 0o755 });
  // The client waits for servers no longer than it does for users.
  return { server: false, CLAUDE_CODE_MCP_STARTUP_WAIT_MS: undefined, PATH: bench.path('tools') + delimiter + process.env.PATH };
}

const builds = (bench) => existsSync(bench.path('builds')) ? readText(bench.path('builds')).trim().split('\n').length : 0;

// The tools are offered at once, the first call waits for the build, hooks stay silent meanwhile, and the next session finds
// what was built.
export async function not_built_yet(bench) {
  const plugin = await bench.copyPlugin();
  const env = machine(bench, `mkdir -p "$2/bin" && cp '${bench.server}' "$2/bin/rust-nix-doctor"`);
  const first = await bench.session([[kBash], [kCall], [{ text: 'done' }]], { words: ['--plugin-dir', plugin], env });
  assertConnected(first);
  assert.ok(first.requests[0].tools.some((tool) => tool.name === kTool('classify_error')), 'the tools are offered at once');
  assert.deepEqual(first.contexts, []);
  assert.match(first.results[1].text, /^ordinary: /);
  assert.equal(builds(bench), 1);
  const second = await bench.session([[kCall], [{ text: 'done' }]], { words: ['--plugin-dir', plugin], env });
  assertConnected(second);
  assert.match(second.results[0].text, /^ordinary: /);
  assert.equal(builds(bench), 1, 'nothing is built again');
  console.log(`first session ${first.milliseconds} ms with a build of ${kSeconds} s, second ${second.milliseconds} ms`);
}

// The model gets the reason to read; the user is not bothered after each command.
export async function build_fails(bench) {
  const plugin = await bench.copyPlugin();
  const env = machine(bench, 'echo "fatal: no such header"; exit 1');
  const session = await bench.session([[kCall], [kBash], [{ text: 'done' }]], { words: ['--plugin-dir', plugin], env });
  assertConnected(session);
  assert.equal(session.results[0].isError, true, session.results[0].text);
  assert.match(session.results[0].text, /could not be built[\s\S]*fatal: no such header/);
  assert.deepEqual(session.contexts, []);
  assert.ok(!session.events.some((event) => /hook failed|not connected/.test(JSON.stringify(event))), 'no red lines');
}
