// A machine on which no server is built yet. In the tests the build is a stand-in: cmake takes some seconds and gives the
// server under test. `first_session` is the real thing, which costs a minute or two of all processors: for a person to run.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { kTool, readText } from '../bench.mjs';
import { assertConnected, installFromRepository } from './install.mjs';

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

// Milliseconds from the start of the launcher to its answer to the client's first message.
async function startUp(launcher, env) {
  const started = process.hrtime.bigint();
  const child = spawn('sh', [launcher], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.write('{"jsonrpc":"2.0","id":"server-discover-probe-1","method":"server/discover","params":{"_meta":{'
    + '"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}\n');
  const [answer] = await once(child.stdout, 'data');
  const milliseconds = Number(process.hrtime.bigint() - started) / 1e6;
  assert.match(String(answer), /supportedVersions/);
  child.stdin.end();
  await once(child, 'close');
  return milliseconds;
}

// Installed from a marketplace on a machine with a compiler: the tools are offered at once, the first call is answered when
// the real build is done, and the next session needs none.
export async function first_session(bench) {
  const { id, copy } = await installFromRepository(bench);
  const env = { server: false, CLAUDE_CODE_MCP_STARTUP_WAIT_MS: undefined, CCACHE_DISABLE: '1' };
  const asked = [];
  let calls = 0;
  const model = (body) => {
    asked.push(Date.now());
    const last = JSON.stringify(body.messages.at(-1));
    if (asked.length > 1 && !last.includes('Call the tool again')) return [{ text: 'done' }];
    calls += 1;
    return [kCall];
  };
  const started = Date.now();
  const first = await bench.session(model, { env, mostSeconds: 900 });
  assertConnected(first);
  assert.ok(first.requests[0].tools.some((tool) => tool.name === kTool('classify_error')), 'the tools are offered at once');
  assert.match(first.results.at(-1).text, /^ordinary: /);
  for (const result of first.results) console.log(`the model reads: ${result.text.split('\n')[0]}`);
  console.log(`first session: tools after ${asked[0] - started} ms, answer to call ${calls} after ${asked.at(-1) - started} ms, `
    + `end after ${first.milliseconds} ms`);

  const data = bench.path('home/.claude/plugins/data', id.replace('@', '-'));
  const [key] = readdirSync(join(data, 'build'));
  const program = join(data, 'build', key, 'bin/rust-nix-doctor');
  const built = statSync(program).mtimeMs;
  const second = await bench.session([[kCall], [{ text: 'done' }]], { env });
  assertConnected(second);
  assert.match(second.results[0].text, /^ordinary: /);
  assert.equal(statSync(program).mtimeMs, built, 'nothing is built again');
  const times = [];
  for (let i = 0; i < 21; i++) times.push(await startUp(join(copy, 'server/launch.sh'), { ...bench.environment(env), CLAUDE_PLUGIN_DATA: data }));
  times.sort((a, b) => a - b);
  console.log(`second session: ${second.milliseconds} ms; from the launcher's start to the answer ${times[10].toFixed(1)} ms `
    + `(median of 21, ${times[0].toFixed(1)} to ${times[20].toFixed(1)})`);
}
