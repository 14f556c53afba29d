import { createReadStream, promises as fs } from 'node:fs';
import { extname } from 'node:path';
import { Readable } from 'node:stream';
import { protocol, type Session } from 'electron';
import { bundlePath } from './bundlePath';
import { grantedResponse } from './grantedFiles';
import type { Grants } from './grants';

export const ORIGIN = 'app://bundle';

const GRANTED = '/granted/';

/** Compiling wasm needs 'wasm-unsafe-eval'; the styles that antd and charts set need 'unsafe-inline'. Nothing needs more. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ');

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

/** Before the application is ready. */
export function registerScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true };
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges }]);
}

/** Serves the page's files from `folder`, and granted files to the engine inside the page, but not while the window is locked. */
export async function serveBundle(
  session: Session,
  folder: string,
  { grants, isLocked }: { readonly grants: Grants; readonly isLocked: () => boolean },
): Promise<void> {
  const root = await fs.realpath(folder);
  const locked = async () => new Response(null, { status: 403 });
  const granted = (request: Request, token: string) => (isLocked() ? locked() : grantedResponse(request, token, grants));
  session.protocol.handle('app', async (request) => guarded(await respond(request, root, granted)));
}

async function respond(
  request: Request,
  root: string,
  granted: (request: Request, token: string) => Promise<Response>,
): Promise<Response> {
  const { host, pathname } = new URL(request.url);
  if (host !== 'bundle') return new Response(null, { status: 404 });
  if (pathname.startsWith(GRANTED)) return await granted(request, pathname.slice(GRANTED.length));
  if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(null, { status: 405 });
  const found = await bundlePath(root, pathname);
  return 'status' in found ? new Response(null, { status: found.status }) : await fileResponse(found.path, request.method);
}

async function fileResponse(path: string, method: string): Promise<Response> {
  const { size } = await fs.stat(path);
  const headers = {
    'content-type': TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream',
    'content-length': String(size),
  };
  const body = method === 'HEAD' ? null : Readable.toWeb(createReadStream(path));
  return new Response(body as ReadableStream | null, { headers });
}

function guarded(response: Response): Response {
  response.headers.set('content-security-policy', POLICY);
  response.headers.set('x-content-type-options', 'nosniff');
  return response;
}
