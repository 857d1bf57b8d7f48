// node run_case.mjs CASE FOLDER EXECUTABLE: runs one case of cases.mjs in FOLDER, with FOLDER/../claude as the client. Exit
// status 77 where it cannot be run here. After `ctest -R client/install` a person can run one by hand:
//
//   sh tests/npm/node.sh build/tests tests/client/run_case.mjs CASE build/tests/client/CASE build/bin/rust-nix-doctor
//
// and `first_session`, which compiles the server, in no other way.
import { existsSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Bench, skip } from './bench.mjs';
import { cases } from './cases.mjs';

const [name, ...paths] = process.argv.slice(2);
const [folder, server] = paths.map((path) => resolve(path));
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
