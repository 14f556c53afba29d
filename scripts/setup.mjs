import { parseArgs } from 'node:util';
import { findRuntime, runtimeVersion } from './electronRuntime.mjs';
import { application, bench, buildStale, fuzz } from './setup/build.mjs';
import { checkNode, installDependencies } from './setup/dependencies.mjs';
import { withLock } from './setup/lock.mjs';
import { tryOfficialRuntime } from './setup/officialRuntime.mjs';
import { installRegistryRuntime } from './setup/registryRuntime.mjs';
import { runScript, say } from './setup/say.mjs';
import { checkSystemLibraries } from './setup/systemLibraries.mjs';

/** What each command needs. Without an argument: all that `npm start` needs. */
const needs = {
  start: { electron: true, targets: application },
  test: { electron: true, targets: [] },
  huaxiang: { electron: false, targets: application.filter(({ name }) => name === 'cli') },
  packages: { electron: false, targets: [] },
  bench: { electron: true, targets: [...application, bench] },
  fuzz: { electron: false, targets: [fuzz] },
};

const describe = {
  HUAXIANG_ELECTRON: 'from HUAXIANG_ELECTRON',
  official: 'official binary',
  registry: "the package registry's runtime",
};

await runScript(async () => {
  const { positionals } = parseArgs({ allowPositionals: true });
  const need = needs[/** @type {keyof typeof needs} */ (positionals[0] ?? 'start')];
  if (need === undefined) throw new Error(`unknown purpose ${positionals[0]}; one of ${Object.keys(needs).join(', ')}`);
  checkNode();
  await withLock(async () => {
    installDependencies();
    if (need.electron) await prepareElectron();
    await buildStale(need.targets);
  });
});

async function prepareElectron() {
  if (findRuntime() === undefined) {
    say('looking for Electron: HUAXIANG_ELECTRON is not set');
    await tryOfficialRuntime();
  }
  if (findRuntime() === undefined) await installRegistryRuntime();
  const runtime = findRuntime();
  if (runtime === undefined) throw new Error('the Electron runtime vanished');
  say(`Electron ${runtimeVersion(runtime)} (${describe[runtime.origin]})`);
  checkSystemLibraries(runtime.path);
}
