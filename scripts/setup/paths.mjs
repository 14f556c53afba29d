import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the repository. Looked for upwards, since this file may also run inside a bundle. */
export const root = folderWithPackage(dirname(fileURLToPath(import.meta.url)));

/** What set-up makes and may make again: runtimes and stamps. Not in git. */
export const cache = join(root, '.cache');

/** @param {string} folder @returns {string} */
function folderWithPackage(folder) {
  return existsSync(join(folder, 'package.json')) ? folder : folderWithPackage(dirname(folder));
}
