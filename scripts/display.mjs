import { spawn } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { SetupError } from './setup/say.mjs';
import { hasDisplay } from './setup/systemLibraries.mjs';

/** @typedef {{ env: Record<string, string>, close: () => void }} Display */

const screen = ['-screen', '0', '1920x1080x24', '-nolisten', 'tcp', '-noreset'];

/** The person's own display, or a virtual one where there is none. @returns {Promise<Display>} */
export async function openDisplay() {
  return hasDisplay() ? { env: {}, close: () => {} } : openVirtualDisplay();
}

/** A display of its own, so that tests neither disturb nor depend on a desktop. Xvfb picks a free number itself. @returns {Promise<Display>} */
export async function openVirtualDisplay() {
  if (process.platform !== 'linux') return { env: {}, close: () => {} };
  const child = spawn('Xvfb', ['-displayfd', '3', ...screen], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const close = () => void child.kill();
  process.once('exit', close);
  const number = await Promise.race([readNumber(child), setTimeout(15_000, '', { ref: false })]);
  if (number !== '') return { env: { DISPLAY: `:${number}`, WAYLAND_DISPLAY: '', XDG_SESSION_TYPE: 'x11' }, close };
  close();
  throw new SetupError(
    'the virtual display (Xvfb) did not start',
    'Check that the program Xvfb is installed (package xvfb) and starts.',
  );
}

/** @param {import('node:child_process').ChildProcess} child @returns {Promise<string>} */
function readNumber(child) {
  return new Promise((resolve) => {
    child.once('error', () => resolve(''));
    child.once('exit', () => resolve(''));
    child.stdio[3]?.on('data', (data) => resolve(String(data).trim()));
  });
}
