import { spawn } from 'node:child_process';
import { openDisplay } from './display.mjs';
import { electronPath, launchArgs } from './electronRuntime.mjs';
import { runScript } from './setup/say.mjs';

const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

await runScript(async () => {
  const display = await openDisplay();
  process.exitCode = await startApplication({ ...process.env, ...display.env });
  display.close();
});

/** @param {NodeJS.ProcessEnv} env @returns {Promise<number>} */
function startApplication(env) {
  const child = spawn(electronPath(), launchArgs(process.argv.slice(2)), { stdio: 'inherit', env });
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}
