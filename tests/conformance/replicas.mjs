// Whether a call that one server began can go on with another: only with the same state key.
//
//   node replicas.mjs SERVER KEY_FILE
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, statSync } from 'node:fs';

const [program, key] = process.argv.slice(2);
rmSync(key, { force: true });
const servers = [];
process.on('exit', () => servers.forEach((server) => server.kill('SIGKILL')));

async function start(...args) {
  const server = spawn(program, ['--port', '0', ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  servers.push(server);
  const [text] = await once(server.stdout, 'data');
  return String(text).trim();
}

const tool = 'test_input_required_result_request_state';
let last = 0;

async function call(url, more) {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': 'tools/call',
      'mcp-name': tool,
    },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: ++last,
      method: 'tools/call',
      params: {
        name: tool,
        arguments: {},
        ...more,
        _meta: {
          'io.modelcontextprotocol/protocolVersion': '2026-07-28',
          'io.modelcontextprotocol/clientCapabilities': { elicitation: {} },
        },
      },
    }),
  });
  return response.json();
}

const [first, second] = await Promise.all([start('--state-key', key), start('--state-key', key)]);
const stranger = await start();
assert.equal(statSync(key).mode & 0o777, 0o600);

const { result } = await call(first, {});
assert.equal(result.resultType, 'input_required');
const answer = {
  inputResponses: { confirm: { action: 'accept', content: { ok: true } } },
  requestState: result.requestState,
};
assert.equal((await call(second, answer)).result.content[0].text, 'state-ok');
assert.equal((await call(stranger, answer)).error.code, -32602);
console.log('a call goes on with every server that has the key');
process.exit(0);
