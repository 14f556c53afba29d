import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { basename, dirname, sep } from 'node:path';
import { z } from 'zod';
import type { RecentWorkspace } from '#shared/rpc/shell';

const MOST = 12;

export const recentSchema = z.array(z.strictObject({ path: z.string().min(1), openedAt: z.iso.datetime() })).max(100);
export type RecentPath = z.infer<typeof recentSchema>[number];

/** The list with this workspace first. */
export function withRecent(list: readonly RecentPath[], path: string, now: Date): RecentPath[] {
  return [{ path, openedAt: now.toISOString() }, ...list.filter((each) => each.path !== path)].slice(0, MOST);
}

export function recentId({ path }: RecentPath): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 16);
}

/** What the page may know of it: no path, only names to show. */
export function shownRecent(recent: RecentPath): RecentWorkspace {
  return {
    id: recentId(recent),
    name: basename(recent.path),
    folder: shortened(dirname(recent.path)),
    openedAt: recent.openedAt,
  };
}

function shortened(folder: string): string {
  const home = homedir();
  return folder === home || folder.startsWith(home + sep) ? `~${folder.slice(home.length)}` : folder;
}
