import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import type { Args, Returns } from '#shared/rpc/method';
import type { ShellMethods } from '#shared/rpc/shell';
import { WORKSPACE_EXTENSION } from './dialogs';
import type { Grants } from './grants';

/** The folder of the demo bank in one language, and the workspace in it, if one was made before. */
export async function demoPlace(
  userData: string,
  grants: Grants,
  { language }: Args<ShellMethods, 'demo.place'>,
): Promise<Returns<ShellMethods, 'demo.place'>> {
  const folder = join(userData, 'demo', language);
  await fs.mkdir(folder, { recursive: true, mode: 0o700 });
  const names = await fs.readdir(folder);
  const ready = names.find((name) => name.endsWith(WORKSPACE_EXTENSION) && !name.startsWith('.'));
  return {
    folder: await grants.open(folder, { writable: true }),
    ready: ready === undefined ? null : await grants.open(join(folder, ready), { writable: true }),
  };
}
