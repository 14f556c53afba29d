// `npm run pack` makes a runnable folder in dist; `npm run pack -- tar.gz zip` makes those targets of electron-builder.yml.
import { execFileSync } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build, Platform } from 'electron-builder';
import { writeList } from '../resources/verifier/installation.mjs';
import { findRuntime, runtimeVersion } from './electronRuntime.mjs';
import { cache, root } from './setup/paths.mjs';
import { runScript, SetupError } from './setup/say.mjs';

const bare = join(cache, 'electron/bare');

await runScript(async () => {
  const runtime = findRuntime();
  if (runtime === undefined) throw new SetupError('no Electron runtime is set up', 'Run: node scripts/setup.mjs');
  process.env.ELECTRON_BUILDER_COMPRESSION_LEVEL ??= '1';
  copyWithoutApplication(dirname(runtime.path));
  try {
    const folder = await packed(runtimeVersion(runtime));
    await writeList(folder, releaseKey());
    const wanted = process.argv.slice(2);
    if (wanted.length > 0) await builds(wanted, { prepackaged: folder });
    writeBillOfMaterials(runtimeVersion(runtime));
  } finally {
    rmSync(bare, { recursive: true, force: true });
  }
});

/** The folder of the application, from which every target is made. @param {string} electronVersion */
async function packed(electronVersion) {
  let folder = '';
  /** @param {{ appOutDir: string }} context */
  const afterPack = ({ appOutDir }) => {
    folder = appOutDir;
  };
  await builds(['dir'], { config: { electronDist: bare, electronVersion, afterPack } });
  return folder;
}

/** @param {string[]} targets @param {Partial<import('electron-builder').CliOptions>} options */
async function builds(targets, options) {
  await build({ projectDir: root, targets: Platform.current().createTarget(targets), publish: 'never', ...options });
}

/** Who packs for others names the key that they know (HUAXIANG_RELEASE_KEY, a PEM file, Ed25519); without it the list has no signature. */
function releaseKey() {
  const path = process.env.HUAXIANG_RELEASE_KEY;
  return path === undefined ? undefined : createPrivateKey(readFileSync(path));
}

/** The development runtime links to this repository, which must not end up in the package. @param {string} folder */
function copyWithoutApplication(folder) {
  rmSync(bare, { recursive: true, force: true });
  const application = join(folder, 'resources/app');
  cpSync(folder, bare, { recursive: true, verbatimSymlinks: true, filter: (path) => path !== application });
}

/** All that went into the application, as the lock file has it: the same lock file gives the same bytes, and no address. @param {string} electron */
function writeBillOfMaterials(electron) {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const made = execFileSync(npm, ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], { cwd: root, encoding: 'utf8' });
  const { serialNumber: _, metadata, components, ...bill } = JSON.parse(made);
  const { component } = metadata;
  const parts = components.map((/** @type {any} */ { externalReferences: __, ...part }) => part);
  const runtime = { type: 'framework', name: 'electron-runtime', version: electron };
  const text = JSON.stringify({ ...bill, metadata: { component }, components: [...parts, runtime] }, null, 2);
  writeFileSync(join(root, 'dist/sbom.cdx.json'), `${text}\n`);
}
