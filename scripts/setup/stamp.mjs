import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './paths.mjs';

/** A hash over name, size and time of change of every file under `inputs` (files or folders of the repository). @param {readonly string[]} inputs */
export function stampOf(inputs) {
  const hash = createHash('sha256');
  for (const input of inputs) addTo(hash, input);
  return hash.digest('hex');
}

/** @param {string} file @param {string} stamp */
export function isStamped(file, stamp) {
  return existsSync(file) && readFileSync(file, 'utf8') === stamp;
}

/** @param {string} file @param {string} stamp */
export function writeStamp(file, stamp) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, stamp);
}

/** @param {import('node:crypto').Hash} hash @param {string} input */
function addTo(hash, input) {
  const stats = statSync(join(root, input), { throwIfNoEntry: false });
  if (stats === undefined) hash.update(`${input} missing\n`);
  else if (stats.isDirectory()) for (const name of readdirSync(join(root, input)).sort()) addTo(hash, `${input}/${name}`);
  else hash.update(`${input} ${stats.size} ${stats.mtimeMs}\n`);
}
