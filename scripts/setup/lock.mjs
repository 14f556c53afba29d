import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { cache } from './paths.mjs';
import { say } from './say.mjs';

const lockFile = join(cache, 'set-up.lock');

/** Runs `work` while no other set-up of this folder runs; takes over the lock of a process that is gone. @param {() => Promise<void>} work */
export async function withLock(work) {
  mkdirSync(cache, { recursive: true });
  for (let waited = false; !tryLock(); waited = true) {
    if (!waited) say('waiting for another set-up in this folder to end');
    await setTimeout(200);
  }
  try {
    await work();
  } finally {
    rmSync(lockFile, { force: true });
  }
}

function tryLock() {
  try {
    writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    if (!isHeld()) rmSync(lockFile, { force: true });
    return false;
  }
}

function isHeld() {
  try {
    const holder = Number(readFileSync(lockFile, 'utf8'));
    return holder === 0 || process.kill(holder, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
