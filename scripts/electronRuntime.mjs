import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './setup/paths.mjs';
import { registryRuntimeFolder } from './setup/registryRuntime.mjs';
import { SetupError } from './setup/say.mjs';

/** @typedef {{ path: string, origin: 'HUAXIANG_ELECTRON' | 'official' | 'registry' }} Runtime */

/** The Electron to run, in the order set-up documents, or undefined where there is none yet. @returns {Runtime | undefined} */
export function findRuntime() {
  return fromEnvironment() ?? official() ?? fromRegistry();
}

/** The Electron binary to run. */
export function electronPath() {
  return presentRuntime().path;
}

/** Arguments that start the application of this repository, followed by `args`. @param {readonly string[]} [args] */
export function launchArgs(args = []) {
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  return [...(isRoot ? ['--no-sandbox'] : []), ...(startsByArgument(presentRuntime()) ? [root] : []), ...args];
}

/** The Electron version of a runtime, or `?` where its folder does not say. @param {Runtime} runtime */
export function runtimeVersion({ path }) {
  const file = join(dirname(path), process.platform === 'darwin' ? '../../../version' : 'version');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : '?';
}

/** An Electron with its default app takes the application's folder as an argument; one without loads `resources/app`. @param {Runtime} runtime */
function startsByArgument({ path }) {
  const resources = process.platform === 'darwin' ? '../Resources' : 'resources';
  return existsSync(join(dirname(path), resources, 'default_app.asar'));
}

function presentRuntime() {
  const runtime = findRuntime();
  if (runtime === undefined) throw new SetupError('no Electron runtime is set up', 'Run: node scripts/setup.mjs');
  return runtime;
}

/** @returns {Runtime | undefined} */
function fromEnvironment() {
  const path = process.env.HUAXIANG_ELECTRON;
  if (path === undefined || path === '') return undefined;
  if (!existsSync(path)) {
    throw new SetupError(`HUAXIANG_ELECTRON names ${path}, which does not exist`, 'Set it to an Electron binary, or unset it.');
  }
  return { path, origin: 'HUAXIANG_ELECTRON' };
}

/** @returns {Runtime | undefined} */
function official() {
  const folder = join(root, 'node_modules/electron');
  if (!existsSync(join(folder, 'path.txt'))) return undefined;
  const path = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8'));
  return existsSync(path) ? { path, origin: 'official' } : undefined;
}

/** @returns {Runtime | undefined} */
function fromRegistry() {
  const path = join(registryRuntimeFolder, 'electron');
  return existsSync(path) ? { path, origin: 'registry' } : undefined;
}
