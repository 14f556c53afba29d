import { type ErrorCode, type ErrorPlace, Fault, fault } from '#shared/model/result';

/** The fault of a statement that the caller cancelled. */
export function cancelledFault(): Fault {
  return fault('CANCELLED', 'The call was cancelled.');
}

/** Turns what DuckDB said about a statement into a `Fault`; a `Fault` passes through. Values quoted by DuckDB are left out. */
export function duckdbFault(cause: unknown): Fault {
  if (cause instanceof Fault) return cause;
  const text = errorText(cause).replace(/^Failed to extract statements: /, '');
  const code = codeOf(text);
  const known = MESSAGES[code];
  if (known) return fault(code, known.message, { hint: known.hint });
  const at = placeOf(text);
  return fault(code, redactValues(text), at ? { at } : {});
}

/** DuckDB's text about a failed open, sorted into what can be wrong with the file. */
export function openFault(cause: unknown, name: string): Fault {
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
 */
function redactValues(text: string): string {
  const sentence = text.split('\n')[0] ?? '';
  const aboutStatement = /^(Parser|Binder|Catalog|Syntax|Not implemented|Permission) Error/i.test(sentence);
  if (aboutStatement) return sentence.replace(SINGLE_QUOTED, "'…'");
  if (/^Invalid Input Error/.test(sentence) && !SAFE_INPUT_ERRORS.test(sentence))
    return 'The statement met a value that it cannot use.';
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

type OpenFault = (name: string, text: string) => Fault;

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

export function lockedFault(name: string, holder: string | undefined): Fault {
  const by = holder === undefined ? '' : ` (process ${holder})`;
  return fault('WORKSPACE_LOCKED', `The workspace ${name} is already open in another program${by}.`, {
    hint: 'Close it there, then open it again.',
  });
}

export function notAWorkspaceFault(name: string): Fault {
  return fault('NOT_A_WORKSPACE', `${name} is not a workspace.`, {
    hint: 'A workspace is a DuckDB file that ends in .huaxiang. Data files are imported into a workspace.',
  });
}

export function damagedFault(name: string): Fault {
  return fault('WORKSPACE_DAMAGED', `The workspace ${name} is damaged or cut short.`, {
    hint: 'The file was left as it is. Restore it from a copy.',
  });
}

function newerFault(name: string): Fault {
  return fault('WORKSPACE_NEWER', `The workspace ${name} was written by a newer version.`, {
    hint: 'Update the program to open it.',
  });
}

export function noPermissionFault(name: string): Fault {
  return fault('NO_PERMISSION', `There is no permission to read and write ${name}.`, {
    hint: 'Check the permissions of the file and of its folder.',
  });
}

export function notRegularFault(name: string): Fault {
  return fault('FILE_NOT_REGULAR', `${name} is not an ordinary file.`, { hint: 'Choose a file, not a folder or a device.' });
}

export function notFoundFault(name: string): Fault {
  return fault('FILE_NOT_FOUND', `${name} does not exist.`, { hint: 'Check the name and the folder.' });
}

const CODES: readonly (readonly [RegExp, ErrorCode])[] = [
  [/INTERRUPT|Interrupted|query was cancel/i, 'CANCELLED'],
  [/database has been invalidated because/i, 'ENGINE_STOPPED'],
  // Before fatal errors: a copy that does not fit on the disk is fatal to the copy alone.
  [/No space left|not enough space on the disk|disk full|max_temp_directory_size|Could not write/i, 'DISK_FULL'],
  [/database has been invalidated|^FATAL Error|^INTERNAL Error|null function or function signature mismatch/i, 'ENGINE_STOPPED'],
  [/Out of Memory|bad_alloc|failed to allocate|memory access out of bounds/i, 'OUT_OF_MEMORY'],
  [/Permission denied|Read-only file system|Permission Error/i, 'NO_PERMISSION'],
  [/No files found|No such file or directory|Cannot open file/i, 'FILE_NOT_FOUND'],
  [/Corrupt database|checksum|Could not read enough bytes|Could not read all bytes/i, 'WORKSPACE_DAMAGED'],
  [/Duplicate key|violates (primary|unique)/i, 'KEY_VIOLATION'],
];

const MESSAGES: { readonly [code in ErrorCode]?: { readonly message: string; readonly hint: string } } = {
  CANCELLED: { message: 'The call was cancelled.', hint: 'Start it again when needed.' },
  ENGINE_STOPPED: { message: 'The database engine stopped working.', hint: 'Open the workspace again; saved work is kept.' },
  DISK_FULL: { message: 'The disk is full.', hint: 'Free some space on the disk of the workspace, then try again.' },
  OUT_OF_MEMORY: {
    message: 'There is not enough memory for this.',
    hint: 'Raise the memory limit in the settings, use the native engine, or work on less data.',
  },
  NO_PERMISSION: {
    message: 'There is no permission to use this file.',
    hint: 'Check the permissions of the file and its folder.',
  },
  FILE_NOT_FOUND: { message: 'A file does not exist.', hint: 'Check that it was not moved or deleted.' },
  WORKSPACE_DAMAGED: { message: 'The workspace is damaged or cut short.', hint: 'Restore it from a copy.' },
};

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
