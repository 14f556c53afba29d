import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { SetupError, say } from './say.mjs';
import { isStamped, stampOf, writeStamp } from './stamp.mjs';

/** @typedef {{ name: string, entry: string, output: string, config: string, inputs: readonly string[] }} Target */

const common = ['package.json', 'package-lock.json', 'scripts/setup/build.mjs'];

/** @type {(name: string, entry: string, inputs: readonly string[]) => Target} */
const nodeTarget = (name, entry, inputs) => ({
  name,
  entry,
  output: `out/${name}.cjs`,
  config: 'vite.node.config.mts',
  inputs: [...inputs, 'shared', 'vite.node.config.mts', ...common],
});

/** Everything `npm run build` makes. */
export const application = [
  nodeTarget('main', 'electron/main/main.ts', ['electron']),
  nodeTarget('preload', 'electron/preload/preload.ts', ['electron/preload']),
  nodeTarget('engine', 'electron/engine/engineProcess.ts', ['electron']),
  nodeTarget('rescue', 'electron/engine/rescueProcess.ts', ['electron']),
  nodeTarget('cli', 'electron/cli/cli.ts', ['electron']),
  {
    name: 'renderer',
    entry: 'renderer/index.html',
    output: 'out/renderer/index.html',
    config: 'vite.renderer.config.mts',
    inputs: ['renderer', 'shared', 'resources', 'vite.renderer.config.mts', ...common],
  },
];

/** Made on demand by `npm run bench`. */
export const bench = nodeTarget('bench', 'test/bench/bench.ts', [
  'electron',
  'test/bench',
  'test/e2e/support',
  'test/support',
  'scripts',
]);

/** Made on demand by `npm run fuzz`. */
export const fuzz = nodeTarget('fuzz', 'test/fuzz/fuzz.ts', ['electron', 'test/fuzz', 'test/support']);

/** Builds those targets whose inputs changed since their last build; one that fails does not keep the others back. @param {readonly Target[]} targets */
export async function buildStale(targets) {
  /** @type {unknown[]} */
  const failures = [];
  for (const target of targets) await refresh(target).catch((failure) => failures.push(failure));
  if (failures.length > 0) throw failures[0];
}

/** @param {Target} target */
async function refresh(target) {
  const stamp = stampOf(target.inputs);
  if (isFresh(target, stamp)) return;
  await build(target);
  writeStamp(stampFile(target), stamp);
}

/** @param {Target} target @param {string} stamp */
function isFresh(target, stamp) {
  return existsSync(join(root, target.output)) && isStamped(stampFile(target), stamp);
}

/** @param {Target} target */
const stampFile = (target) => join(root, 'out/.stamps', target.name);

/** @param {Target} target */
async function build({ name, entry, output, config }) {
  if (!existsSync(join(root, entry))) {
    throw new SetupError(`cannot build ${name}: its entry ${entry} is missing`, 'Restore that file, then run the command again.');
  }
  const started = Date.now();
  // The bundler takes its mode from here: a shell's own word would build the development form of the page.
  process.env.NODE_ENV = 'production';
  const vite = await import('vite');
  const input = config === 'vite.renderer.config.mts' ? join(root, entry) : { [name]: join(root, entry) };
  try {
    await vite.build({ configFile: join(root, config), logLevel: 'error', build: { rolldownOptions: { input } } });
  } catch (error) {
    throw new SetupError(
      `${output} could not be built: ${withoutStack(error)}`,
      'Correct the file it names, then run the command again.',
    );
  }
  say(`built ${output} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

/** What the bundler says, without the lines about its own code. @param {unknown} error */
function withoutStack(error) {
  const message = error instanceof Error ? error.message : String(error);
  return message
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^\s+at /.test(line))
    .join('\n        ');
}
