import { fault } from '../model/result';
import type { CallContext } from '../rpc/method';
import type { FilesToRead } from './importPlan';
import { LineMeter } from './lineMeter';
import type { FileReader, FileToken, Ports, SqlConnection } from './ports';
import { stopIfCancelled } from './session';

/** What a file was while it was read. */
export interface FileFacts {
  readonly sha256: string;
  /** Line feeds in it; a last line without one counts too. */
  readonly lines: number;
}

const PROGRESS_MILLISECONDS = 200;
/** DuckDB rejects a line that is too long, but loses one that outgrows its buffer of 32 MiB without a word. */
const LONGEST_REJECTED_LINE_BYTES = 16 * 2 ** 20;

/** Counts the lines of a text while it is read, and stops at one that the database would lose. */
export function textMeter(file: string): LineMeter {
  return new LineMeter(file, LONGEST_REJECTED_LINE_BYTES);
}

/**
 * Hashes the file while the database reads it, and shows it to `meter`, where there is one.
 * @throws Fault FILE_UNREADABLE at a line that is too long; CANCELLED.
 */
export async function hashFile(
  { files, sha256 }: Ports,
  file: FileToken,
  meter: LineMeter | null,
  signal: AbortSignal,
): Promise<string> {
  const hash = sha256();
  for await (const chunk of files.read(file)) {
    stopIfCancelled(signal);
    hash.update(chunk);
    meter?.add(chunk);
  }
  return hash.digest();
}

/**
 * Runs `work` on files. When one of them changed or went away meanwhile, then that is what is thrown, whatever `work` came to.
 * @throws Fault FILE_CHANGED, FILE_NOT_FOUND.
 */
export async function whileUnchanged<T>(
  files: FileReader,
  { file, more = [] }: Pick<FilesToRead, 'file' | 'more'>,
  work: () => Promise<T>,
): Promise<T> {
  const tokens = [file, ...more];
  const before = await Promise.all(tokens.map((token) => files.info(token)));
  try {
    return await work();
  } finally {
    for (const [index, token] of tokens.entries()) {
      const { name, size, modified } = await files.info(token);
      const former = before[index];
      if (size !== former?.size || modified !== former.modified) refuseChanged(name, 'file.changed', 'hint.importLater');
    }
  }
}

/** @throws Fault FILE_CHANGED always. */
export function refuseChanged(
  file: string,
  sentence: 'file.changed' | 'file.otherThanCompared',
  hint: 'hint.importLater' | 'hint.compareAgain',
): never {
  throw fault('FILE_CHANGED', sentence, { file }, { hint, at: { file } });
}

/** Runs `work` on the connection and tells how far it is. */
export async function followProgress<T>(
  connection: SqlConnection,
  call: CallContext,
  phase: 'rows' | 'compare' | 'view' | 'summary',
  work: () => Promise<T>,
): Promise<T> {
  let running = true;
  const tell = () => {
    if (!running) return;
    const fraction = connection.progress();
    call.progress(fraction === undefined ? { phase } : { phase, fraction });
    setTimeout(tell, PROGRESS_MILLISECONDS);
  };
  tell();
  try {
    return await work();
  } finally {
    running = false;
  }
}

type Cancellable<T> = (signal: AbortSignal) => Promise<T>;

/** Both answers, or the first failure once both have ended; it stops the other. */
export async function together<A, B>(signal: AbortSignal, first: Cancellable<A>, second: Cancellable<B>): Promise<[A, B]> {
  const stop = new AbortController();
  const abort = () => stop.abort();
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort);
  const both = [first(stop.signal), second(stop.signal)] as const;
  try {
    return await Promise.all(both);
  } finally {
    signal.removeEventListener('abort', abort);
    abort();
    await Promise.allSettled(both);
  }
}
