import { randomBytes } from 'node:crypto';
import { promises as fs, mkdirSync, rmSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { fault } from '#shared/model/result';
import type { GrantedFile } from '#shared/rpc/shell';
import type { Grant, Grants } from './grants';
import type { Printer } from './printer';
import { writeFault, writeWhole } from './wholeFile';

/** Files that only the shell can make, of drafts that the kernel writes: a PDF of a page, a PNG of a drawing. */
export interface Drafts {
  /** A draft of the file at `path`, under that file's name. */
  create(path: string): Promise<GrantedFile>;
  /**
   * Makes the file that was chosen of its draft, which is then gone.
   * @throws Fault FILE_NOT_FOUND (no such draft), NO_PERMISSION, DISK_FULL.
   */
  print(token: string): Promise<void>;
}

/** `folder` holds nothing but drafts; what a former run left there goes. */
export function openDrafts(folder: string, grants: Grants, printer: Printer): Drafts {
  const targets = new Map<string, string>();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });

  function grantsOf(token: string): { readonly draft: Grant; readonly target: Grant } {
    const [draft, target] = [grants.find(token), grants.find(targets.get(token) ?? '')];
    if (!draft || !target) throw fault('FILE_NOT_FOUND', 'file.neverOpened', {});
    return { draft, target };
  }

  return {
    async create(path) {
      const target = await grants.create(path);
      const draft = await grants.create(join(folder, randomBytes(8).toString('hex')));
      targets.set(draft.token, target.token);
      return { ...draft, name: basename(path) };
    },
    async print(token) {
      const { draft, target } = grantsOf(token);
      try {
        const drawn = await fs.readFile(draft.path);
        const made = extname(target.path) === '.pdf' ? await printer.pdf(drawn) : await printer.png(drawn);
        await writeWhole(target.path, [made]);
      } catch (cause) {
        throw writeFault(cause, target.path);
      } finally {
        await fs.rm(draft.path, { force: true });
      }
    },
  };
}
