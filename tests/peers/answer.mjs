// A real SDK client that answers what tools ask in the middle of a call: elicitation, sampling, roots.
//
//   node answer.mjs <v1|legacy|auto|pinned> COMMAND [ARGUMENT...]
//
// The server is tests/conformance. Exits with 0 where every tool got its answers; the first fault is thrown.
import assert from 'node:assert/strict';

const [kind, command, ...args] = process.argv.slice(2);
const info = { name: 'peer-test', version: '1.0.0' };
const capabilities = { elicitation: { form: {} }, sampling: {}, roots: {} };
const answers = {
  'elicitation/create': () => ({ action: 'accept', content: { name: 'Ada', color: 'green', ok: true, username: 'ada', email: 'a@b.example' } }),
  'sampling/createMessage': () => ({ role: 'assistant', model: 'm', content: { type: 'text', text: 'Good day' } }),
  'roots/list': () => ({ roots: [{ uri: 'file:///project', name: 'project' }] }),
};

async function makeV1() {
  const { Client } = await import('@modelcontextprotocol/sdk/client/index.js');
  const { StdioClientTransport } = await import('@modelcontextprotocol/sdk/client/stdio.js');
  const types = await import('@modelcontextprotocol/sdk/types.js');
  const client = new Client(info, { capabilities });
  client.setRequestHandler(types.ElicitRequestSchema, answers['elicitation/create']);
  client.setRequestHandler(types.CreateMessageRequestSchema, answers['sampling/createMessage']);
  client.setRequestHandler(types.ListRootsRequestSchema, answers['roots/list']);
  return { client, transport: new StdioClientTransport({ command, args }) };
}

async function makeV2(mode) {
  const { Client } = await import('@modelcontextprotocol/client');
  const { StdioClientTransport } = await import('@modelcontextprotocol/client/stdio');
  const client = new Client(info, { capabilities, versionNegotiation: { mode } });
  for (const [method, answer] of Object.entries(answers)) client.setRequestHandler(method, answer);
  return { client, transport: new StdioClientTransport({ command, args }) };
}

const modes = { v1: makeV1, legacy: () => makeV2('legacy'), auto: () => makeV2('auto'), pinned: () => makeV2({ pin: '2026-07-28' }) };
assert.ok(kind in modes, `unknown client: ${kind}`);
const { client, transport } = await modes[kind]();
await client.connect(transport);

const prefix = 'test_input_required_result_';
for (const [name, given, expected] of [
  ['test_elicitation', { message: 'Who?' }, /^User response: action=accept, content=.*"ada"/],
  ['test_sampling', { prompt: 'Greet' }, /^LLM response: Good day$/],
  [`${prefix}elicitation`, {}, /^Hello, Ada!$/],
  [`${prefix}list_roots`, {}, /file:\/\/\/project/],
  [`${prefix}request_state`, {}, /^state-ok$/],
  [`${prefix}multiple_inputs`, {}, /^Good day Ada, 1 roots$/],
  [`${prefix}multi_round`, {}, /^Ada likes green$/],
]) {
  const result = await client.callTool({ name, arguments: given });
  assert.notEqual(result.isError, true, `${name}: ${JSON.stringify(result)}`);
  assert.match(result.content[0].text, expected, name);
}
const { messages } = await client.getPrompt({ name: `${prefix}prompt` });
assert.match(messages[0].content.text, /^Context: /);
await client.close();
console.log(`${kind}: every question was answered`);
