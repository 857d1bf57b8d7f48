// The server's life: two sessions, and a server that dies.
import assert from 'node:assert/strict';
import { kServersOfSession, kTool } from '../bench.mjs';
import { assertConnected } from './install.mjs';

const kCall = { tool: kTool('classify_error'), input: { log: 'error[E0308]: mismatched types\n --> src/main.rs:1:1\n' } };

export async function two_sessions(bench) {
  const plugin = await bench.copyPlugin();
  const sleep = { tool: 'Bash', input: { command: 'sleep 1', description: 'wait' } };
  const script = [[kCall], [sleep], [kCall], [{ text: 'done' }]];
  const sessions = await Promise.all([1, 2].map(() => bench.session(script, { words: ['--plugin-dir', plugin] })));
  for (const session of sessions) {
    assertConnected(session);
    assert.match(session.results[0].text, /^ordinary: /);
    assert.match(session.results[2].text, /^ordinary: /);
  }
}

// The client starts it again for the next call.
export async function server_killed(bench) {
  const plugin = await bench.copyPlugin();
  const kill = `${kServersOfSession} | while read -r number program; do kill -9 "$number" && echo killed; done`;
  const session = await bench.session(
    [[kCall], [{ tool: 'Bash', input: { command: kill, description: 'kill' } }], [kCall], [{ text: 'done' }]],
    { words: ['--plugin-dir', plugin] });
  assertConnected(session);
  assert.match(session.results[0].text, /^ordinary: /);
  assert.match(session.results[1].text, /^killed$/m);
  assert.match(session.results[2].text, /^ordinary: /, 'the server is back');
}
