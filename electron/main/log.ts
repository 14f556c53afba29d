import { randomBytes } from 'node:crypto';
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describeBug } from '#shared/rpc/bug';

const ROTATE_BYTES = 1 << 20;
const KEPT_FILES = 4;

/** The application's log: codes and references only, never values of customers. */
export interface AppLog {
  info(what: string): void;
  /** Returns a reference that a user can quote. */
  error(what: string, cause: unknown): string;
  /** One line made by the engine process. */
  line(source: string, text: string): void;
}

export function openLog(folder: string): AppLog {
  const file = join(folder, 'huaxiang.log');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const line = (source: string, text: string) => {
    rotate(file);
    appendFileSync(file, `${new Date().toISOString()} ${source} ${text.replaceAll('\n', ' ')}\n`, { mode: 0o600 });
  };
  return {
    line,
    info: (what) => line('main', `info ${what}`),
    error(what, cause) {
      const reference = randomBytes(4).toString('hex');
      line('main', `error ${reference} ${what} ${describeBug(cause)}`);
      return reference;
    },
  };
}

function rotate(file: string): void {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) < ROTATE_BYTES) return;
  for (let n = KEPT_FILES - 1; n >= 1; n--) {
    const older = `${file}.${n}`;
    if (statSync(older, { throwIfNoEntry: false })) renameSync(older, `${file}.${n + 1}`);
  }
  renameSync(file, `${file}.1`);
}
