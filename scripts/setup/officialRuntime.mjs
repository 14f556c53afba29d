import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cache, root } from './paths.mjs';
import { say } from './say.mjs';

const timeLimit = 20_000;
const retryAfter = 24 * 3_600_000;
const failureFile = join(cache, 'electron/official-failed');

/** Lets the `electron` package fetch its binary, for 20 seconds at most and after a failure once a day at most: many machines cannot reach it. */
export async function tryOfficialRuntime() {
  const version = JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8')).version;
  if (failedRecently(version)) {
    say(`official Electron ${version}: could not be downloaded within the last day, not tried again`);
    return;
  }
  say(`official Electron ${version}: trying to download it (20 s at most)`);
  if (await runInstaller()) return;
  mkdirSync(dirname(failureFile), { recursive: true });
  writeFileSync(failureFile, version);
  say(`official Electron ${version}: cannot be downloaded here`);
}

/** @param {string} version */
function failedRecently(version) {
  if (!existsSync(failureFile) || readFileSync(failureFile, 'utf8') !== version) return false;
  return Date.now() - statSync(failureFile).mtimeMs < retryAfter;
}

/** @returns {Promise<boolean>} */
function runInstaller() {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, 'node_modules/electron/install.js')], {
      stdio: 'ignore',
      timeout: timeLimit,
      killSignal: 'SIGKILL',
    });
    child.once('error', () => resolve(false));
    child.once('close', (code) => resolve(code === 0));
  });
}
