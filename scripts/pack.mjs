// `npm run pack` makes a runnable folder in dist; `npm run pack -- tar.gz zip` makes those targets of electron-builder.yml.
import { cpSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build, Platform } from 'electron-builder';
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
    const wanted = process.argv.slice(2);
    await build({
      projectDir: root,
      targets: Platform.current().createTarget(wanted.length > 0 ? wanted : ['dir']),
      publish: 'never',
      config: { electronDist: bare, electronVersion: runtimeVersion(runtime) },
    });
  } finally {
    rmSync(bare, { recursive: true, force: true });
  }
});

/** The development runtime links to this repository, which must not end up in the package. @param {string} folder */
function copyWithoutApplication(folder) {
  rmSync(bare, { recursive: true, force: true });
  const application = join(folder, 'resources/app');
  cpSync(folder, bare, { recursive: true, verbatimSymlinks: true, filter: (path) => path !== application });
}
