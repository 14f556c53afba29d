import { type ErrorCode, type ErrorPlace, Fault, fault } from '#shared/model/result';
import type { PlainHintKey, Saying } from '#shared/model/saying';

/** The fault of a statement that the caller cancelled. */
export function cancelledFault(): Fault {
  return fault('CANCELLED', 'call.cancelled', {});
}

/** Turns what DuckDB said about a statement into a `Fault`; a `Fault` passes through. Values quoted by DuckDB are left out. */
export function duckdbFault(cause: unknown): Fault {
  if (cause instanceof Fault) return cause;
  const text = errorText(cause).replace(/^Failed to extract statements: /, '');
  const code = codeOf(text);
  const known = KNOWN[code];
  if (known) return fault(code, known.key, {}, { hint: known.hint });
  const at = placeOf(text);
  const message = redactValues(text);
  if (message === null) return fault(code, 'engine.badValue', {}, at ? { at } : {});
  return new Fault({ code, message, ...(at ? { at } : {}) });
}

/** Whether a statement that failed was committed all the same: only moving the log into the file, which a later opening does, failed. */
export function isCommitted(cause: unknown): boolean {
  return /COMMIT succeeded and is durable/.test(errorText(cause));
}

/** DuckDB's text about a failed open, sorted into what can be wrong with the file. */
export function openFault(cause: unknown, name: Name): Fault {
  if (cause instanceof Fault && cause.error.code === 'WORKSPACE_DAMAGED') return damagedFault(name);
  if (cause instanceof Fault && cause.error.code !== 'INVALID_SQL') return cause;
  const text = errorText(cause);
  const found = OPEN_FAULTS.find(([pattern]) => pattern.test(text));
  return found ? found[1](name, text) : duckdbFault(cause);
}

/** DuckDB does not say which file it may not write to; of a copy only the new one can be it. */
export function copyFault(cause: unknown, name: string): unknown {
  return cause instanceof Fault && cause.error.code === 'NO_PERMISSION' ? noPermissionFault(name) : cause;
}

/**
 * The first sentence of DuckDB's text without the values of customers that it quotes: what is in single quotes, after
 * "key:", in a CSV line. Names in double quotes stay where DuckDB speaks of the statement itself, they are columns and tables.
 * Null where nothing of it may be told.
 */
function redactValues(text: string): string | null {
  const sentence = text.split('\n')[0] ?? '';
  const aboutStatement = /^(Parser|Binder|Catalog|Syntax|Not implemented|Permission) Error/i.test(sentence);
  if (aboutStatement) return sentence.replace(SINGLE_QUOTED, "'…'");
  if (/^Invalid Input Error/.test(sentence) && !SAFE_INPUT_ERRORS.test(sentence)) return null;
  return sentence
    .replace(/\(.*\)/g, '(…)')
    .replace(SINGLE_QUOTED, "'…'")
    .replace(/".*"/g, '"…"')
    .replace(/\d{6,}/g, '…');
}

const SINGLE_QUOTED = /'.*'/g;

/** `error(text)` gives any text as an invalid input, so only what DuckDB itself says is let through. */
const SAFE_INPUT_ERRORS =
  /: (CSV Error on Line|Error in file|Could not (parse|convert|cast)|Expected \d+ parameters|Values were not provided)/;

type OpenFault = (name: Name, text: string) => Fault;

const OPEN_FAULTS: readonly (readonly [RegExp, OpenFault])[] = [
  [/Could not set lock|being used by another process/i, (name, text) => lockedFault(name, /PID (\d+)/.exec(text)?.[1])],
  [/not a valid DuckDB database file/i, (name) => notAWorkspaceFault(name)],
  [/(database file with version number|newer version|storage version|database format)/i, (name) => newerFault(name)],
  [/Permission denied|Read-only file system|Access is denied|Operation not permitted/i, (name) => noPermissionFault(name)],
  [/Is a directory/i, (name) => notRegularFault(name)],
  [/No such file or directory|cannot find the (path|file)/i, (name) => notFoundFault(name)],
  [/No space left|not enough space|disk full/i, () => duckdbFault('No space left on device')],
  [
    /Could not read|Corrupt|checksum|Serialization Error|INTERNAL Error|replaying WAL|deserializ|invalid/i,
    (name) => damagedFault(name),
  ],
];

type Name = string | Saying;

export function lockedFault(name: Name, holder: string | undefined): Fault {
  const rest = { hint: 'hint.closeThere' } as const;
  if (holder === undefined) return fault('WORKSPACE_LOCKED', 'workspace.locked', { name }, rest);
  return fault('WORKSPACE_LOCKED', 'workspace.lockedBy', { name, process: holder }, rest);
}

export function notAWorkspaceFault(name: Name): Fault {
  return fault('NOT_A_WORKSPACE', 'workspace.notOne', { name }, { hint: 'hint.whatWorkspaceIs' });
}

export function damagedFault(name: Name): Fault {
  return fault('WORKSPACE_DAMAGED', 'workspace.damaged', { name }, { hint: 'hint.restoreLeft' });
}

function newerFault(name: Name): Fault {
  return fault('WORKSPACE_NEWER', 'workspace.newerFile', { name }, { hint: 'hint.update' });
}

export function noPermissionFault(name: Name): Fault {
  return fault('NO_PERMISSION', 'file.noAccess', { file: name }, { hint: 'hint.bothPermissions' });
}

export function notRegularFault(name: Name): Fault {
  return fault('FILE_NOT_REGULAR', 'file.notRegular', { file: name }, { hint: 'hint.chooseFile' });
}

export function notFoundFault(name: Name): Fault {
  return fault('FILE_NOT_FOUND', 'file.missing', { file: name }, { hint: 'hint.checkName' });
}

const CODES: readonly (readonly [RegExp, ErrorCode])[] = [
  [/INTERRUPT|Interrupted|query was cancel/i, 'CANCELLED'],
  [/database has been invalidated because/i, 'ENGINE_STOPPED'],
  // An answer that is not there says nothing of room; a part of the file that cannot be read is damage.
  [/fsync failed|Could not fsync|Could not (write|truncate|seek|remove|move).*Input\/output error/i, 'DISK_FAILED'],
  // Before fatal errors: a copy that does not fit on the disk is fatal to the copy alone.
  [/No space left|not enough space on the disk|disk full|max_temp_directory_size|Could not write/i, 'DISK_FULL'],
  [/database has been invalidated|^FATAL Error|^INTERNAL Error|null function or function signature mismatch/i, 'ENGINE_STOPPED'],
  [/Out of Memory|bad_alloc|failed to allocate|memory access out of bounds/i, 'OUT_OF_MEMORY'],
  [/Permission denied|Read-only file system|Permission Error/i, 'NO_PERMISSION'],
  [/No files found|No such file or directory|Cannot open file/i, 'FILE_NOT_FOUND'],
  [/Corrupt database|checksum|Could not read (enough bytes|all bytes|from file)/i, 'WORKSPACE_DAMAGED'],
  [/Duplicate key|violates (primary|unique)/i, 'KEY_VIOLATION'],
];

/** Codes whose sentence need not be DuckDB's. */
const KNOWN: { readonly [code in ErrorCode]?: { readonly key: KnownKey; readonly hint: PlainHintKey } } = {
  CANCELLED: { key: 'call.cancelled', hint: 'hint.startAgain' },
  ENGINE_STOPPED: { key: 'engine.crashed', hint: 'hint.openAgainKept' },
  DISK_FULL: { key: 'disk.full', hint: 'hint.freeWorkspaceDisk' },
  DISK_FAILED: { key: 'disk.failed', hint: 'hint.checkDisk' },
  OUT_OF_MEMORY: { key: 'memory.short', hint: 'hint.moreMemory' },
  NO_PERMISSION: { key: 'file.someNoAccess', hint: 'hint.permissions' },
  FILE_NOT_FOUND: { key: 'file.someMissing', hint: 'hint.notMoved' },
  WORKSPACE_DAMAGED: { key: 'workspace.someDamaged', hint: 'hint.restore' },
};

type KnownKey =
  | 'call.cancelled'
  | 'engine.crashed'
  | 'disk.full'
  | 'disk.failed'
  | 'memory.short'
  | 'file.someNoAccess'
  | 'file.someMissing'
  | 'workspace.someDamaged';

function codeOf(text: string): ErrorCode {
  return CODES.find(([pattern]) => pattern.test(text))?.[1] ?? 'INVALID_SQL';
}

function errorText(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

/** DuckDB prints the statement's line after "LINE n: " and a caret below the place. */
function placeOf(text: string): ErrorPlace | undefined {
  const found = /(?:^|\n)(LINE (\d+): )[^\n]*\n( *)\^/.exec(text);
  if (!found) return undefined;
  const [, prefix = '', line, before = ''] = found;
  return { line: Number(line), column: before.length - prefix.length + 1 };
}
