// All cases by name.
import * as diagnosis from './cases/diagnosis.mjs';
import * as evals from './cases/evals.mjs';
import * as install from './cases/install.mjs';
import * as launcher from './cases/launcher.mjs';
import * as manifest from './cases/manifest.mjs';
import * as server from './cases/server.mjs';

export const cases = { ...manifest, ...install, ...server, ...diagnosis, ...evals, ...launcher };
