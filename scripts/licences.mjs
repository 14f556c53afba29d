import { promisify } from 'node:util';
import { init } from 'license-checker-rseidelsohn';
import { refuse } from './licencePolicy.mjs';
import { root } from './setup/paths.mjs';

const found = await promisify(init)({ start: root });
const packages = Object.entries(found).filter(([id]) => !id.startsWith('huaxiang@'));
const refusals = packages.flatMap(([id, { licenses }]) => refuse(id, String(licenses ?? 'none')) ?? []);
for (const refusal of refusals) console.error(refusal);
console.log(`${packages.length} packages, ${refusals.length} with a licence that may not be used`);
process.exitCode = packages.length > 0 && refusals.length === 0 ? 0 : 1;
