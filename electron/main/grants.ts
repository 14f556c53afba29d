import { randomBytes } from 'node:crypto';
import { promises as fs } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fault } from '#shared/model/result';
import type { GrantedFile } from '#shared/rpc/shell';

/** A path that the user chose, and what may be done with it. */
export interface Grant {
  readonly token: string;
  readonly path: string;
  readonly directory: boolean;
  readonly writable: boolean;
}

/** Every grant of this run. Only here are tokens made; the page knows tokens, the engine process their paths. */
export interface Grants {
  /** @throws Fault FILE_NOT_FOUND, NO_PERMISSION, FILE_NOT_REGULAR, FILE_UNREADABLE (a name with invisible characters). */
  open(path: string, options?: { writable?: boolean }): Promise<GrantedFile>;
  /** A file that may not be there yet; its folder must be. */
  create(path: string): Promise<GrantedFile>;
  find(token: string): Grant | undefined;
  all(): readonly Grant[];
}

/** Control characters, and those that reverse the direction of text, make a name look like another. */
const MISLEADING = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

export function createGrants(announce: (grant: Grant) => void): Grants {
  const byToken = new Map<string, Grant>();

  function add(granted: Omit<Grant, 'token'>): GrantedFile {
    const token = randomBytes(16).toString('base64url');
    const grant = { token, ...granted };
    byToken.set(token, grant);
    announce(grant);
    return { token, name: basename(grant.path), directory: grant.directory };
  }

  return {
    async open(path, { writable = false } = {}) {
      const real = await realPath(path);
      checkName(real);
      return add({ path: real, directory: await isDirectory(real), writable });
    },
    async create(path) {
      checkName(path);
      return add({ path: join(await realPath(dirname(path)), basename(path)), directory: false, writable: true });
    },
    find: (token) => byToken.get(token),
    all: () => [...byToken.values()],
  };
}

function checkName(path: string): void {
  if (MISLEADING.test(basename(path))) {
    throw fault('FILE_UNREADABLE', 'file.misleadingName', {}, { hint: 'hint.renameFile' });
  }
}

async function realPath(path: string): Promise<string> {
  try {
    return await fs.realpath(path);
  } catch (cause) {
    throw pathFault(cause, basename(path));
  }
}

async function isDirectory(path: string): Promise<boolean> {
  const stats = await fs.stat(path).catch((cause: unknown) => {
    throw pathFault(cause, basename(path));
  });
  if (stats.isDirectory()) return true;
  if (stats.isFile()) return false;
  throw fault('FILE_NOT_REGULAR', 'file.notRegular', { file: basename(path) }, { hint: 'hint.noDevices' });
}

function pathFault(cause: unknown, name: string) {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'EACCES' || code === 'EPERM') {
    return fault('NO_PERMISSION', 'file.unreadable', { file: name }, { hint: 'hint.askOwner', at: { file: name } });
  }
  return fault('FILE_NOT_FOUND', 'file.moved', { file: name }, { hint: 'hint.maybeMoved', at: { file: name } });
}
