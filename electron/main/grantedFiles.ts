import { createReadStream, promises as fs } from 'node:fs';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import type { Grant, Grants } from './grants';
import { writeWhole } from './wholeFile';

/** Path and rights behind an address `TOKEN`, or `TOKEN/NAME` for a file in a granted folder. */
type Place = Pick<Grant, 'path' | 'writable'>;

/**
 * Granted files for the engine that runs inside the page: GET (with a byte range) and HEAD read, PUT replaces the file as a whole,
 * DELETE removes it; the last two only where the grant allows writing. The name and time of change come as `x-name` (percent-encoded)
 * and `x-modified` (milliseconds since 1970).
 */
export async function grantedResponse(request: Request, address: string, grants: Grants): Promise<Response> {
  const place = findPlace(address, grants);
  if (place === undefined) return status(404);
  try {
    switch (request.method) {
      case 'HEAD':
      case 'GET':
        return await read(request, place.path);
      case 'PUT':
        return place.writable ? await write(place.path, request.body) : status(403);
      case 'DELETE':
        return place.writable ? await remove(place.path) : status(403);
      default:
        return status(405);
    }
  } catch (cause) {
    return failed(cause);
  }
}

function findPlace(address: string, grants: Grants): Place | undefined {
  const [token = '', name, ...rest] = address.split('/').map(decoded);
  const grant = grants.find(token);
  if (grant === undefined || rest.length > 0) return undefined;
  if (name === undefined) return grant;
  if (!grant.directory || name !== basename(name) || name === '' || name === '.' || name === '..' || /[\0\\]/.test(name))
    return undefined;
  return { path: join(grant.path, name), writable: grant.writable };
}

/** What cannot be decoded becomes a name that no file has. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '\0';
  }
}

async function read(request: Request, path: string): Promise<Response> {
  const stats = await fs.lstat(path);
  if (!stats.isFile()) return status(409);
  const facts = {
    'content-type': 'application/octet-stream',
    'accept-ranges': 'bytes',
    'x-name': encodeURIComponent(basename(path)),
    'x-modified': String(stats.mtimeMs),
  };
  const range = byteRange(request.headers.get('range'), stats.size);
  if (range === null) return new Response(null, { status: 416, headers: { 'content-range': `bytes */${stats.size}` } });
  const { start, end } = range ?? { start: 0, end: stats.size - 1 };
  const part = range ? { 'content-range': `bytes ${start}-${end}/${stats.size}` } : undefined;
  const headers = { ...facts, ...part, 'content-length': String(end - start + 1) };
  const empty = request.method === 'HEAD' || stats.size === 0;
  const body = empty ? null : Readable.toWeb(createReadStream(path, { start, end }));
  return new Response(body as ReadableStream | null, { status: range ? 206 : 200, headers });
}

/** One range `bytes=FROM-TO` or `bytes=FROM-`; undefined = the whole file, null = cannot be satisfied. Both ends are in. */
function byteRange(header: string | null, size: number): { start: number; end: number } | undefined | null {
  if (header === null) return undefined;
  const match = /^bytes=(\d+)-(\d*)$/.exec(header);
  if (!match) return null;
  const start = Number(match[1]);
  const end = match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1);
  return start <= end ? { start, end } : null;
}

async function write(path: string, body: ReadableStream<Uint8Array> | null): Promise<Response> {
  await writeWhole(path, body ?? []);
  return status(204);
}

async function remove(path: string): Promise<Response> {
  await fs.rm(path, { force: true });
  return status(204);
}

const FAILURES: Readonly<Record<string, number>> = {
  ENOENT: 404,
  ENOTDIR: 404,
  EACCES: 403,
  EPERM: 403,
  EROFS: 403,
  ENOSPC: 507,
  EDQUOT: 507,
};

function failed(cause: unknown): Response {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return status(FAILURES[code] ?? 500);
}

function status(code: number): Response {
  return new Response(null, { status: code });
}
