import { fault } from '../model/result';
import type { CallContext } from '../rpc/method';
import type { Files, FileToken, Ports, SqlConnection } from './ports';

/** What a file was while it was read. */
export interface FileFacts {
  readonly name: string;
  readonly size: number;
  readonly modified: number;
  readonly sha256: string;
  /** Line feeds in it; a last line without one counts too. */
  readonly lines: number;
}

const LINE_FEED = 10;
const PROGRESS_MILLISECONDS = 200;

/** Hashes the file and counts its lines while the database reads it. */
export async function readFacts({ files, sha256 }: Ports, file: FileToken, signal: AbortSignal): Promise<FileFacts> {
  const { name, size, modified } = await files.info(file);
  const hash = sha256();
  let lines = 0;
  let last = LINE_FEED;
  for await (const chunk of files.read(file)) {
    if (signal.aborted) break;
    hash.update(chunk);
    for (let index = 0; index < chunk.length; index++) if (chunk[index] === LINE_FEED) lines += 1;
    last = chunk.at(-1) ?? last;
  }
  return { name, size, modified, sha256: hash.digest(), lines: last === LINE_FEED ? lines : lines + 1 };
}

/** @throws Fault FILE_CHANGED when the file was written to, or FILE_NOT_FOUND when it went away, during the import. */
export async function refuseChanged(files: Files, file: FileToken, before: FileFacts): Promise<void> {
  const { name, size, modified } = await files.info(file);
  if (size === before.size && modified === before.modified) return;
  throw fault('FILE_CHANGED', `${name} changed while it was read.`, {
    hint: 'Wait until it is complete, then import it again.',
    at: { file: name },
  });
}

/** Runs the load and tells how far it is. A failure of the load is thrown even while the file is still being hashed. */
export async function followProgress<T>(
  connection: SqlConnection,
  call: CallContext,
  load: () => Promise<T>,
  facts: Promise<unknown>,
): Promise<T> {
  facts.catch(() => undefined);
  let running = true;
  const tell = () => {
    if (!running) return;
    const fraction = connection.progress();
    call.progress(fraction === undefined ? { phase: 'rows' } : { phase: 'rows', fraction });
    setTimeout(tell, PROGRESS_MILLISECONDS);
  };
  tell();
  try {
    return await load();
  } finally {
    running = false;
  }
}
