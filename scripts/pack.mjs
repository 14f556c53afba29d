// `npm run pack` makes a runnable folder; `npm run pack -- --linux tar.gz` and the like make what electron-builder can make here.
import { spawnSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findRuntime, runtimeVersion } from './electronRuntime.mjs';
import { cache, root } from './setup/paths.mjs';
import { runScript, SetupError } from './setup/say.mjs';

const bare = join(cache, 'electron/bare');

await runScript(async () => {
  const runtime = findRuntime();
  if (runtime === undefined) throw new SetupError('no Electron runtime is set up', 'Run: node scripts/setup.mjs');
  copyWithoutApplication(dirname(runtime.path));
  const given = process.argv.slice(2);
  const { status } = spawnSync(
    join(root, 'node_modules/.bin/electron-builder'),
    [
      ...(given.length > 0 ? given : ['--dir']),
      ...['--publish', 'never', `-c.electronDist=${bare}`, `-c.electronVersion=${runtimeVersion(runtime)}`],
    ],
    { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ELECTRON_BUILDER_COMPRESSION_LEVEL: '1', ...process.env } },
  );
  rmSync(bare, { recursive: true, force: true });
  process.exitCode = status ?? 1;
});

/** The development runtime links to this repository, which must not end up in the package. @param {string} folder */
function copyWithoutApplication(folder) {
  rmSync(bare, { recursive: true, force: true });
  const application = join(folder, 'resources/app');
  cpSync(folder, bare, { recursive: true, verbatimSymlinks: true, filter: (path) => path !== application });
}
