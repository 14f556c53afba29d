import type { FileInfo, Files, FileToken } from '#shared/kernel/ports';
import { type Fault, fault } from '#shared/model/result';
import { say } from '#shared/model/saying';

/** Granted files as the application serves them to its page: `/granted/TOKEN`, or `/granted/TOKEN/NAME` in a granted folder. */
export class BrowserFiles implements Files {
  async info(file: FileToken): Promise<FileInfo> {
    const { headers } = await ask(file, { method: 'HEAD' });
    return {
      name: decodeURIComponent(headers.get('x-name') ?? ''),
      size: Number(headers.get('content-length')),
      modified: Number(headers.get('x-modified')),
    };
  }

  async exists(file: FileToken): Promise<boolean> {
    const { status } = await fetch(address(file), { method: 'HEAD' });
    return status !== NOT_FOUND;
  }

  async *read(file: FileToken, range: { start?: number; end?: number } = {}): AsyncIterable<Uint8Array> {
    const { size } = await this.info(file);
    const start = range.start ?? 0;
    const end = Math.min(range.end ?? size, size);
    if (start >= end) return;
    const { body } = await ask(file, { headers: { range: `bytes=${start}-${end - 1}` } });
    if (!body) return;
    const reader = body.getReader();
    try {
      for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
    } finally {
      await reader.cancel();
    }
  }

  async write(file: FileToken, chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void> {
    const parts: Uint8Array<ArrayBuffer>[] = [];
    for await (const chunk of chunks) parts.push(chunk.slice());
    await ask(file, { method: 'PUT', body: new Blob(parts) });
  }

  inside(folder: FileToken, name: string): FileToken {
    return `${folder}/${encodeURIComponent(name)}`;
  }

  async remove(file: FileToken): Promise<void> {
    await ask(file, { method: 'DELETE' });
  }

  /** The whole file; the browser keeps large ones on disk. */
  async blob(file: FileToken): Promise<Blob> {
    return await (await ask(file, {})).blob();
  }
}

const NOT_FOUND = 404;

function address(file: FileToken): string {
  return `/granted/${file}`;
}

async function ask(file: FileToken, request: RequestInit): Promise<Response> {
  const response = await fetch(address(file), request);
  if (!response.ok) throw statusFault(response.status);
  return response;
}

function statusFault(status: number): Fault {
  switch (status) {
    case NOT_FOUND:
      return fault('FILE_NOT_FOUND', 'file.moved', { file: say('file.this', {}) }, { hint: 'hint.maybeMoved' });
    case 403:
      return fault('NO_PERMISSION', 'file.someNoAccess', {}, { hint: 'hint.filePermission' });
    case 409:
      return fault('FILE_NOT_REGULAR', 'file.someNotRegular', {}, { hint: 'hint.chooseFile' });
    case 507:
      return fault('DISK_FULL', 'disk.full', {}, { hint: 'hint.freeDisk' });
    default:
      return fault('FILE_UNREADABLE', 'file.failed', { status }, { hint: 'hint.tryAgain' });
  }
}
