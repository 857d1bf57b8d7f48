// One conversation of a real SDK client with a server: connect, list, call, read, close.
//
//   node connect.mjs <v1|legacy|auto|pinned> EXECUTABLE-OR-URL TOOL ARGUMENTS-AS-JSON
//
// Exits with 0 where every step went as the protocol says; the first fault is thrown.
import assert from 'node:assert/strict';

const kModern = '2026-07-28';
const kLegacy = '2025-11-25';
const [kind, server, tool, args] = process.argv.slice(2);
const overHttp = server.startsWith('http');
const info = { name: 'peer-test', version: '1.0.0' };

async function connect(client, http, stdio) {
  const { StreamableHTTPClientTransport, StdioClientTransport } = await import(overHttp ? http : stdio);
  const transport = overHttp ? new StreamableHTTPClientTransport(new URL(server))
    : new StdioClientTransport({ command: server, stderr: 'pipe' });
  await client.connect(transport);
  return transport;
}

async function connectV1() {
  const { Client } = await import('@modelcontextprotocol/sdk/client/index.js');
  const client = new Client(info);
  const transport = await connect(client, '@modelcontextprotocol/sdk/client/streamableHttp.js',
    '@modelcontextprotocol/sdk/client/stdio.js');
  return { client, transport, version: transport.protocolVersion };
}

async function connectV2(mode) {
  const { Client } = await import('@modelcontextprotocol/client');
  const client = new Client(info, { versionNegotiation: { mode } });
  const transport = await connect(client, '@modelcontextprotocol/client', '@modelcontextprotocol/client/stdio');
  return { client, transport, version: client.getNegotiatedProtocolVersion() };
}

const modes = {
  v1: connectV1,
  legacy: () => connectV2('legacy'),
  auto: () => connectV2('auto'),
  pinned: () => connectV2({ pin: kModern }),
};
assert.ok(kind in modes, `unknown client: ${kind}`);

const { client, transport, version } = await modes[kind]();
let stderr = '';
transport.stderr?.on('data', (data) => { stderr += data; });
const expected = kind === 'auto' || kind === 'pinned' ? kModern : kLegacy;
if (version !== undefined) assert.equal(version, expected);

assert.ok(client.getServerVersion().version, 'the server names its version');
assert.deepEqual(client.getServerCapabilities().tools, {}, 'the list of tools never changes');
assert.ok(client.getInstructions()?.length > 0, 'there are instructions');

const { tools } = await client.listTools();
const listed = tools.find((one) => one.name === tool);
assert.ok(listed, `${tool} is listed`);
assert.ok(tools.every((one) => one.annotations?.readOnlyHint === true && one.title));

// With onprogress the client sends a token, so the answer may come as a stream.
const watched = await client.callTool({ name: tool, arguments: JSON.parse(args) },
  ...(kind === 'v1' ? [undefined] : []), { onprogress: () => {} });
assert.notEqual(watched.isError, true, JSON.stringify(watched));

const good = await client.callTool({ name: tool, arguments: JSON.parse(args) });
assert.notEqual(good.isError, true, JSON.stringify(good));
assert.equal(good.content[0].type, 'text');
assert.ok(good.content[0].text.length > 0);

const bad = await client.callTool({ name: tool, arguments: { no_such_argument: 1 } });
assert.equal(bad.isError, true);
assert.match(bad.content[0].text, /no_such_argument/);

await assert.rejects(client.callTool({ name: 'no_such_tool', arguments: {} }),
  (error) => error.code === -32602);

const { resources } = await client.listResources();
const page = await client.readResource({ uri: resources[0].uri });
assert.ok(page.contents[0].text.length > 0);
const { resourceTemplates } = await client.listResourceTemplates();
const ref = { type: 'ref/resource', uri: resourceTemplates[0].uriTemplate };
const { completion } = await client.complete({ ref, argument: { name: 'id', value: 'cranelift' } });
const entry = await client.readResource({ uri: ref.uri.replace('{id}', completion.values[0]) });
assert.ok(entry.contents[0].text.startsWith('# '));
await assert.rejects(client.readResource({ uri: 'doctor://entry/no-such' }));
const { prompts } = await client.listPrompts();
for (const { name } of prompts) {
  const { messages } = await client.getPrompt({ name });
  assert.equal(messages[0].role, 'user');
}

const stopped = Date.now();
if (overHttp && expected === kLegacy) await transport.terminateSession();
await client.close();
const took = Date.now() - stopped;
assert.ok(took < 1000, `closing took ${took} ms`);
assert.equal(stderr, '', 'a good conversation leaves stderr empty');
console.log(`${kind}: ${version ?? 'connected'}, ${tools.length} tools, closed in ${took} ms`);
