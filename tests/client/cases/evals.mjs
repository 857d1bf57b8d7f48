// The eval suite, run by the client with a scripted model: a stand-in that asks the plugin what the case is about and
// repeats its answer must pass every grader, and one without the plugin must not.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { kTool, readText } from '../bench.mjs';
import { startMock } from '../mock_api.mjs';

const kGuess = 'That looks like a bug in the compiler. Update your toolchain and run cargo clean.';

// What to ask where the case is no log.
const kQuestions = {
  'catch-unwind-question': { tool: kTool('lookup_limitation'), input: { query: 'catch_unwind' } },
  'override-for-release': { tool: kTool('config_override'), input: { crate: 'wasmtime-fiber', command: 'cargo test --release' } },
  'override-beaten-by-flags': {
    tool: kTool('config_override'), input: { command: 'cargo build', env: { RUSTFLAGS: '-Zcodegen-backend=cranelift' } },
  },
};

function loadCases(folder) {
  return readdirSync(folder).map((name) => {
    const [, prompt] = /^---\n[\s\S]*?\n---\n\s*([\s\S]*)$/.exec(readText(join(folder, name, 'prompt.md')));
    const log = /```text\n([\s\S]*?)```/.exec(prompt)?.[1];
    const call = kQuestions[name] ?? { tool: kTool('classify_error'), input: { log } };
    return { name, start: prompt.trim().split('\n')[0], call };
  });
}

const textOf = (content) => typeof content === 'string' ? content : content.map((block) => block.text ?? '').join('\n');

// The stand-in for the model.
function reply(cases, body, turn) {
  const conversation = JSON.stringify(body.messages);
  const known = cases.find((one) => conversation.includes(JSON.stringify(one.start).slice(1, -1)));
  const hasPlugin = conversation.includes(kTool('config_override')) || body.tools.some((tool) => tool.name.startsWith('mcp__'));
  if (!known || !hasPlugin) return [{ text: kGuess }];
  if (turn === 0) return [known.call];
  const results = body.messages.flatMap((message) => Array.isArray(message.content) ? message.content : [])
    .filter((block) => block.type === 'tool_result');
  return [{ text: textOf(results.at(-1).content) }];
}

export async function evals(bench) {
  const plugin = await bench.copyPlugin();
  const cases = loadCases(join(plugin, 'tests/evals'));
  assert.ok(cases.length >= 12, `${cases.length} cases`);
  const mock = await startMock((body, turn) => reply(cases, body, turn));
  const report = bench.path('evals.json');
  const ran = await bench.claude(
    ['plugin', 'eval', plugin, '--trust-plugin', '--runs', '1', '--mocks', 'off', '--ablation', 'with-without', '--no-publish', '-j', '2',
      '--allow-tools', ...['classify_error', 'lookup_limitation', 'config_override'].map(kTool), '--output-dir', bench.path('results'), '--json', report],
    { env: { TMPDIR: bench.folder, ANTHROPIC_BASE_URL: mock.url, ANTHROPIC_API_KEY: 'no-key' } });
  mock.close();
  const results = JSON.parse(readText(report)).cases;
  assert.equal(results.length, cases.length);
  for (const one of results) {
    const [{ graders }] = one.arms.with;
    assert.equal(one.aggregates.score, 1, `${one.name}: ${JSON.stringify(graders, null, 1)}`);
    const modes = new Map(one.graders.map((grader) => [grader.name, grader.config.match]));
    for (const grader of one.arms.without[0].graders)
      if (modes.get(grader.name) !== 'not_contains') assert.ok(!grader.passed, `${one.name}: ${grader.name} passes without the plugin`);
  }
  assert.equal(ran.status, 0, ran.output + ran.error);
  console.log(`${results.length} cases`);
}
