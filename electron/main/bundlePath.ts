import { promises as fs } from 'node:fs';
import { isAbsolute, relative, resolve } from 'node:path';

/** A file of the bundle, or the HTTP status that refuses the request. */
export type BundlePath = { readonly path: string } | { readonly status: 400 | 403 | 404 };

/** Finds the file of an address. `root` is a real path; decoding happens once, and links may not lead out of `root`. */
export async function bundlePath(root: string, pathname: string): Promise<BundlePath> {
  const name = decoded(pathname);
  if (name === undefined || name.includes('\0') || name.includes('\\')) return { status: 400 };
  const path = resolve(root, `.${name}`);
  if (!isInside(root, path)) return { status: 403 };
  try {
    const real = await fs.realpath(path);
    if (!isInside(root, real)) return { status: 403 };
    return (await fs.stat(real)).isFile() ? { path: real } : { status: 404 };
  } catch {
    return { status: 404 };
  }
}

function decoded(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
}

function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '' && way !== '..' && !/^\.\.[\\/]/.test(way) && !isAbsolute(way);
}
