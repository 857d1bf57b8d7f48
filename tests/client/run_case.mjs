// node run_case.mjs CASE FOLDER EXECUTABLE: runs one case of cases.mjs in FOLDER, with FOLDER/../claude as the client. Exit
// status 77 where it cannot be run here.
import { existsSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Bench, skip } from './bench.mjs';
import { cases } from './cases.mjs';

const [name, folder, server] = process.argv.slice(2);
const run = cases[name];
if (!run) throw new Error(`no case ${name}; there are: ${Object.keys(cases).join(' ')}`);
const source = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const client = join(dirname(folder), 'claude');
if (!existsSync(client)) skip('the client is not installed (see the test client/install)');

const started = Date.now();
const bench = new Bench(folder, { source, client, server });
await run(bench);
rmSync(folder, { recursive: true, force: true }); // kept where an assertion has thrown
console.log(`${name}: ${Date.now() - started} ms`);
