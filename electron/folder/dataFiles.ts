import { type Dirent, promises as fs } from 'node:fs';
import { join } from 'node:path';
import { isDataFile } from '#shared/model/import';

const DEEPEST = 5;
const MOST_FILES = 1000;
/** Names that are looked at before the rest is left out unseen. */
const MOST_NAMES = 100_000;

export interface FolderFiles {
  /** Paths of the data files, folder by folder, each in the order of its names. */
  readonly paths: readonly string[];
  /** Files that are no data files or too many, and links and folders that were not followed. */
  readonly leftOut: number;
}

/**
 * The data files in a folder and the folders in it, five levels deep and a thousand at most. Hidden names are passed over, and no
 * link is followed, so that nothing outside the folder is read.
 */
export async function dataFilesIn(folder: string): Promise<FolderFiles> {
  const paths: string[] = [];
  let [leftOut, names] = [0, 0];
  const visit = async (path: string, depth: number): Promise<void> => {
    const entries = await readFolder(path);
    if (!entries) leftOut += 1;
    for (const entry of entries ?? []) {
      if (isHidden(entry.name)) continue;
      names += 1;
      const inner = join(path, entry.name);
      if (entry.isDirectory() && depth < DEEPEST && names <= MOST_NAMES) await visit(inner, depth + 1);
      else if (entry.isFile() && isDataFile(entry.name) && paths.length < MOST_FILES) paths.push(inner);
      else leftOut += 1;
    }
  };
  await visit(folder, 0);
  return { paths, leftOut };
}

/** Files first, names with numbers by their numbers; null where the folder may not be read. */
async function readFolder(path: string): Promise<Dirent[] | null> {
  try {
    const entries = await fs.readdir(path, { withFileTypes: true });
    return entries.sort((a, b) => Number(a.isDirectory()) - Number(b.isDirectory()) || ORDER.compare(a.name, b.name));
  } catch {
    return null;
  }
}

const ORDER = new Intl.Collator('en', { numeric: true });

/** What systems and office programs keep for themselves. */
function isHidden(name: string): boolean {
  return name.startsWith('.') || name.startsWith('~$') || /^(thumbs\.db|__macosx)$/i.test(name);
}
