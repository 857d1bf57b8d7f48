// One test's world: a home, a project and a copy of the plugin in a folder of its own, and the real client in it.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { startMock } from './mock_api.mjs';

export const kPlugin = 'rust-nix-toolchain';
export const kServer = `plugin:${kPlugin}:doctor`;
export const kTool = (name) => `mcp__plugin_${kPlugin}_doctor__${name}`;
export const kAllow = ['Bash', `mcp__plugin_${kPlugin}_doctor`, `Skill(${kPlugin}:*)`];

// A command of the Bash tool that lists this plugin's servers, number and program: its shell and they are children of the client.
export const kServersOfSession = 'for p in /proc/[0-9]*; do case $(readlink "$p/exe") in */rust-nix-doctor*) '
  + 'if grep -qx "PPid:[[:space:]]*$PPID" "$p/status"; then echo "${p#/proc/} $(readlink "$p/exe")"; fi ;; esac; done';

// Ends the test as skipped: ctest reads the exit status.
export function skip(reason) {
  console.log(`skipped: ${reason}`);
  process.exit(77);
}

export class Bench {
  // `source` is the repository, `client` the program under test's client, `server` the built rust-nix-doctor.
  constructor(folder, { source, client, server }) {
    Object.assign(this, { folder, source, client, server });
    rmSync(folder, { recursive: true, force: true });
    this.home = this.path('home');
    this.project = this.path('a project');
    mkdirSync(this.home, { recursive: true });
    mkdirSync(this.project);
  }

  path(...parts) { return join(this.folder, ...parts); }

  write(name, content) {
    const path = join(this.project, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  }

  // Nothing of the caller's environment but what finds programs. `server`: a server of this version lies on PATH, which the
  // launcher takes.
  environment({ server = true, ...more } = {}) {
    const home = process.env.HOME ?? '/';
    const path = process.env.PATH;
    return {
      PATH: server ? dirname(this.server) + delimiter + path : path,
      HOME: this.home, LANG: 'C.UTF-8', TERM: 'dumb',
      DISABLE_TELEMETRY: '1', DISABLE_AUTOUPDATER: '1', DISABLE_ERROR_REPORTING: '1', CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
      RUSTUP_HOME: process.env.RUSTUP_HOME ?? join(home, '.rustup'), CARGO_HOME: this.path('cargo'),
      // On a busy machine the client would start without its servers (2.1.330 waits for 2 s).
      CLAUDE_CODE_MCP_STARTUP_WAIT_MS: '30000',
      GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null',
      ...more,
    };
  }

  // Runs a program to its end: {status, output, error}.
  run(program, words, { cwd = this.project, env, mostSeconds = 120 } = {}) {
    return new Promise((resolve) => {
      const child = spawn(program, words, { cwd, env: this.environment(env), stdio: ['ignore', 'pipe', 'pipe'] });
      const timer = setTimeout(() => child.kill('SIGKILL'), mostSeconds * 1000);
      let output = '';
      let error = '';
      child.stdout.on('data', (data) => { output += data; });
      child.stderr.on('data', (data) => { error += data; });
      child.on('error', (fault) => { clearTimeout(timer); resolve({ status: -1, output, error: String(fault) }); });
      child.on('close', (status) => { clearTimeout(timer); resolve({ status, output, error }); });
    });
  }

  // The client's own commands: claude plugin …, claude mcp …
  claude(words, options) { return this.run(this.client, words, options); }

  // A copy of what is committed or would be, as a client gets it.
  async copyPlugin(name = 'the plugin') {
    const target = this.path(name);
    const listed = await this.run('git', ['-c', 'safe.directory=*', '-C', this.source, 'ls-files', '-z', '--cached', '--others', '--exclude-standard']);
    if (listed.status !== 0) skip(`git cannot list the repository: ${listed.error || listed.output}`);
    for (const file of listed.output.split('\0').filter((one) => one && existsSync(join(this.source, one))))
      cpSync(join(this.source, file), join(target, file));
    return target;
  }

  // One session of the client with a scripted model.
  async session(script, { words = [], env = {}, cwd, mostSeconds, prompt = 'Please build it.', allow = kAllow } = {}) {
    const mock = await startMock(script);
    const started = Date.now();
    const ran = await this.claude(
      ['-p', prompt, '--output-format', 'stream-json', '--verbose', '--debug-file', this.path('debug.txt'), '--allowedTools', ...allow, ...words],
      { cwd, mostSeconds, env: { ...env, ANTHROPIC_BASE_URL: mock.url, ANTHROPIC_API_KEY: 'no-key' } });
    mock.close();
    const events = ran.output.split('\n').filter(Boolean).map((line) => JSON.parse(line));
    return new Session(ran, events, mock.requests, Date.now() - started);
  }
}

// What is left of a session.
export class Session {
  constructor(ran, events, requests, milliseconds) {
    Object.assign(this, ran, { events, requests, milliseconds });
    this.init = events.find((event) => event.type === 'system' && event.subtype === 'init');
  }

  // The state of this plugin's server at the start.
  get serverStatus() { return this.init?.mcp_servers.find((server) => server.name === kServer)?.status; }
  get pluginErrors() { return this.init?.plugin_errors ?? []; }

  // Everything that the model was sent in the end, by role: texts and results of tools.
  texts(role) {
    const last = this.requests.at(-1)?.messages ?? [];
    return last.filter((message) => message.role === role).flatMap((message) =>
      typeof message.content === 'string' ? [message.content] : message.content.map((block) => textOf(block)));
  }

  // What hooks told the model, in order.
  get contexts() {
    return this.texts('system').flatMap((text) => text.split(/(?=PostToolUse(?:Failure)?:Bash hook )/))
      .filter((text) => /^PostToolUse(Failure)?:Bash hook additional context: /.test(text))
      .map((text) => text.replace(/^[^ ]* hook additional context: /, ''));
  }

  // The results of tools, in order.
  get results() {
    const last = this.requests.at(-1)?.messages ?? [];
    return last.filter((message) => message.role === 'user' && Array.isArray(message.content))
      .flatMap((message) => message.content.filter((block) => block.type === 'tool_result'))
      .map((block) => ({ text: textOf(block), isError: block.is_error === true }));
  }
}

function textOf(block) {
  if (typeof block === 'string') return block;
  if (block.type === 'text') return block.text;
  if (block.type !== 'tool_result') return '';
  return typeof block.content === 'string' ? block.content : (block.content ?? []).map(textOf).join('\n');
}

export const readText = (path) => readFileSync(path, 'utf8');
