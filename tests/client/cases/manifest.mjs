// What the client itself says about the plugin, without a session.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { kPlugin } from '../bench.mjs';

const kMostTokens = 400; // that the plugin costs in every session
const kMostCharacters = 5000; // that the first request grows by

export async function assertValid(bench, plugin) {
  for (const profile of [[], ['--profile', 'directory']]) {
    for (const target of [plugin, join(plugin, '.claude-plugin/plugin.json')]) {
      const ran = await bench.claude(['plugin', 'validate', '--strict', '--json', ...profile, target]);
      assert.equal(ran.status, 0, ran.output + ran.error);
      const report = JSON.parse(ran.output);
      assert.equal(report.success, true);
      assert.deepEqual([...report.manifest.errors, ...report.manifest.warnings], [], ran.output);
      assert.deepEqual(report.directory.findings, [], ran.output);
    }
  }
}

export async function validate(bench) {
  await assertValid(bench, await bench.copyPlugin());
}

export async function cost(bench) {
  const plugin = await bench.copyPlugin();
  const details = await bench.claude(['--plugin-dir', plugin, 'plugin', 'details', kPlugin]);
  assert.equal(details.status, 0, details.output + details.error);
  console.log(details.output);
  const tokens = Number(/Always-on:\s*~?([\d,.]+k?) tok/.exec(details.output)?.[1].replace(',', ''));
  assert.ok(tokens > 0 && tokens <= kMostTokens, `${tokens} tokens`);

  const script = [[{ text: 'done' }]];
  const without = await bench.session(script);
  const withPlugin = await bench.session(script, { words: ['--plugin-dir', plugin] });
  const size = (session) => JSON.stringify(session.requests[0]).length;
  const grown = size(withPlugin) - size(without);
  console.log(`first request: ${size(without)} characters, with the plugin ${grown} more`);
  assert.ok(grown > 0 && grown <= kMostCharacters, `${grown} characters more`);
}
