import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import { root } from './setup/paths.mjs';

/** @typedef {{ modules: number, violations: string[] }} LayerReport */

const worlds = ['shared', 'electron', 'renderer'];

/** Holds the code under `folder` to the import table of .dependency-cruiser.cjs. @param {string} folder @returns {Promise<LayerReport>} */
export async function checkLayers(folder) {
  const { options, ...ruleSet } = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs'));
  const present = worlds.filter((world) => existsSync(join(folder, world)));
  const { output } = await cruise(present, { ...options, ruleSet, validate: true, baseDir: folder });
  if (typeof output === 'string') throw new Error(`dependency-cruiser answered with text: ${output}`);
  const { violations, totalCruised } = output.summary;
  return { modules: totalCruised, violations: violations.map(describe) };
}

/** @param {import('dependency-cruiser').IViolation} violation */
function describe({ rule, from, to, cycle }) {
  const path = cycle === undefined ? to : cycle.map(({ name }) => name).join(' → ');
  return `${rule.name}: ${from} → ${path}`;
}
