import { checkLayers } from './checkLayers.mjs';
import { root } from './setup/paths.mjs';

const { modules, violations } = await checkLayers(root);
for (const violation of violations) console.error(violation);
console.log(`${modules} modules, ${violations.length} violations of the import table`);
if (modules === 0)
  console.error('No module was read, so nothing was checked: is the typescript package one that dependency-cruiser can use?');
process.exitCode = modules > 0 && violations.length === 0 ? 0 : 1;
