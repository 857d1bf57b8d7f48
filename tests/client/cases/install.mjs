// The ways a plugin comes to a user: a folder for one session, and a marketplace with updates.
import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { kPlugin, kServersOfSession, kTool, readText, skip } from '../bench.mjs';
import { assertValid } from './manifest.mjs';

const kLog = 'error: asm! and global_asm! sym operands are not yet supported\nerror: could not compile `a` (lib) due to 1 previous error\n';
const kMostBytes = 8 << 20; // of the installed copy
const kClassify = { tool: kTool('classify_error'), input: { log: kLog, command: 'cargo test' } };

export function assertConnected(session) {
  assert.equal(session.status, 0, session.error);
  assert.deepEqual(session.pluginErrors, []);
  assert.equal(session.serverStatus, 'connected');
}

function assertClassified(session, index = 0) {
  const result = session.results[index];
  assert.equal(result?.isError, false, result?.text);
  assert.match(result.text, /^known: .*`cranelift-asm-sym-operands`, certain\), crate `a`/);
}

const bytesOf = (list) => list.reduce((sum, file) => sum + statSync(file).size, 0);

// All regular files below a folder.
function files(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? files(path) : [path];
  });
}

// A folder that is not installed, with a space in its name: the tools, the skill, and nothing that should not be seen.
export async function plugin_dir(bench) {
  const plugin = await bench.copyPlugin();
  const session = await bench.session([
    [kClassify],
    [{ tool: 'Skill', input: { skill: `${kPlugin}:${kPlugin}` } }],
    [{ tool: 'ToolSearch', input: { query: `select:${kTool('lookup_limitation')},${kTool('config_override')}` } }],
    [{ tool: kTool('lookup_limitation'), input: { id: 'cranelift-asm-sym-operands' } }],
    [{ tool: kTool('config_override'), input: { crate: 'a', bogus: 1 } }],
    [{ text: 'done' }],
  ], { words: ['--plugin-dir', plugin] });
  assertConnected(session);
  assertClassified(session);

  const first = session.requests[0];
  const offered = first.tools.map((tool) => tool.name).filter((name) => name.startsWith('mcp__'));
  assert.deepEqual(offered, [kTool('classify_error')], 'one schema is sent, the others wait to be searched');
  const told = JSON.stringify(first.messages);
  assert.ok(told.includes(kTool('lookup_limitation')), 'the other tools are named');
  assert.ok(told.includes('call classify_error first'), 'the instructions are sent');
  assert.ok(told.includes(`- ${kPlugin}:${kPlugin}: Diagnose Rust build`), 'the skill is listed');
  assert.ok(!JSON.stringify(session.requests).includes('on_bash'), 'the hooks\' tool is hidden');

  assert.match(session.texts('user').join('\n'), /# Rust builds on Nix and Cranelift/, 'the skill is loaded');
  const second = session.requests[3].tools.map((tool) => tool.name);
  assert.ok(second.includes(kTool('config_override')), 'the search loads the schemas');
  assert.match(session.results[3].text, /sym/);
  assert.ok(session.results[4].isError);
  assert.match(session.results[4].text, /bogus/);
}

// What is published: valid when unpacked, and served from the zip by the executable inside it, on a machine that has no server
// and builds none.
export async function zip(bench) {
  const folder = join(dirname(bench.server), '../package');
  const name = existsSync(folder) && readdirSync(folder).find((file) => file.endsWith('.zip'));
  if (!name) skip('there is no package (see the test entry/package)');
  mkdirSync(bench.path('unpacked'));
  const unpacked = await bench.run('cmake', ['-E', 'tar', 'xf', join(folder, name)], { cwd: bench.path('unpacked') });
  assert.equal(unpacked.status, 0, unpacked.error);
  await assertValid(bench, bench.path('unpacked'));
  const list = files(bench.path('unpacked'));
  console.log(`${name}: ${statSync(join(folder, name)).size} bytes; ${list.length} files, ${bytesOf(list)} bytes`);

  const session = await bench.session(
    [[kClassify], [{ tool: 'Bash', input: { command: kServersOfSession, description: 'list' } }], [{ text: 'done' }]],
    { words: ['--plugin-dir', join(folder, name)], env: { server: false } });
  assertConnected(session);
  assertClassified(session);
  assert.match(session.results[1].text, /\/server\/prebuilt\/rust-nix-doctor-[a-z]+-[a-z0-9_]+$/m);
  assert.equal(existsSync(bench.path(`home/.claude/plugins/data/${kPlugin}-inline/build`)), false, 'nothing is built');
}

// A marketplace whose plugin is cloned from a git repository, as from a host, and its installation. `push` publishes what was
// written to `plugin`; `copy` is what runs.
export async function installFromRepository(bench) {
  const plugin = await bench.copyPlugin('repository');
  const git = async (...words) => {
    const ran = await bench.run('git', ['-C', plugin, '-c', 'user.name=a', '-c', 'user.email=a@b.invalid', ...words]);
    assert.equal(ran.status, 0, ran.error);
  };
  const market = bench.path('market');
  const entry = JSON.parse(readText(join(plugin, '.claude-plugin/marketplace.json')));
  entry.plugins[0].source = { source: 'url', url: `file://${bench.path('published.git')}` };
  await git('init', '-q', '-b', 'main');
  await git('add', '-A');
  await git('commit', '-q', '-m', 'first');
  await git('clone', '-q', '--bare', plugin, bench.path('published.git'));
  bench.write('../market/.claude-plugin/marketplace.json', JSON.stringify(entry));
  const push = async () => {
    await git('commit', '-q', '-a', '-m', 'next');
    await git('push', '-q', bench.path('published.git'), 'main');
  };

  const claude = async (...words) => {
    const ran = await bench.claude(['plugin', ...words]);
    assert.equal(ran.status, 0, `${words.join(' ')}: ${ran.output}${ran.error}`);
    return ran.output;
  };
  await claude('marketplace', 'add', market);
  await claude('install', `${kPlugin}@${entry.name}`);
  const cache = bench.path('home/.claude/plugins/cache', entry.name, kPlugin);
  const [version] = readdirSync(cache);
  const copy = join(cache, version);
  const installed = files(copy);
  const bytes = bytesOf(installed);
  console.log(`installed: ${installed.length} files, ${bytes} bytes`);
  assert.ok(bytes < kMostBytes, `${bytes} bytes`);
  // Copies have come without exec bits: nothing may depend on them.
  for (const file of installed) chmodSync(file, 0o644);
  return { plugin, push, claude, id: `${kPlugin}@${entry.name}`, cache, version, copy };
}

// An installation, then an update.
export async function marketplace(bench) {
  const { plugin, push, claude, id, cache, version, copy } = await installFromRepository(bench);
  const first = await bench.session([[kClassify], [{ text: 'done' }]]);
  assertConnected(first);
  assertClassified(first);
  const inUse = first.init.plugins.find((one) => one.name === kPlugin);
  assert.equal(inUse?.path, copy, 'the copy is what runs');

  const manifest = join(plugin, '.claude-plugin/plugin.json');
  writeFileSync(manifest, readText(manifest).replace(`"version": "${version}"`, '"version": "99.0.0"'));
  await push();
  const updated = await claude('update', id);
  assert.match(updated, /99\.0\.0/);
  const second = await bench.session([[kClassify], [{ text: 'done' }]]);
  assertConnected(second);
  assertClassified(second);
  assert.equal(second.init.plugins.find((one) => one.name === kPlugin)?.path, join(cache, '99.0.0'));

  await claude('uninstall', id);
  const third = await bench.session([[{ text: 'done' }]]);
  assert.equal(third.serverStatus, undefined, 'gone');
}
