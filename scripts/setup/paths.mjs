import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the repository. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What set-up makes and may make again: runtimes and stamps. Not in git. */
export const cache = join(root, '.cache');
