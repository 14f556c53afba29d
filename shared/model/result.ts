/** Every code a failed call may carry. A code is stable; its message is for people. */
export const ERROR_CODES = [
  'INVALID_REQUEST',
  'UNKNOWN_METHOD',
  'CANCELLED',
  'INTERNAL',
  'ENGINE_STOPPED',
  'OUT_OF_MEMORY',
  'DISK_FULL',
  'NO_PERMISSION',
  'FILE_NOT_FOUND',
  'FILE_CHANGED',
  'FILE_EMPTY',
  'FILE_UNREADABLE',
  'FILE_NOT_REGULAR',
  'FILE_EXISTS',
  'NO_WORKSPACE',
  'WORKSPACE_LOCKED',
  'WORKSPACE_NEWER',
  'WORKSPACE_DAMAGED',
  'NOT_A_WORKSPACE',
  'TOO_MANY_REJECTS',
  'UNKNOWN_TABLE',
  'UNKNOWN_COLUMN',
  'UNKNOWN_TAG',
  'UNKNOWN_SEGMENT',
  'INVALID_RULE',
  'INVALID_SQL',
  'INVALID_ENTITIES',
  'KEY_VIOLATION',
  'NO_CUSTOMERS',
  'INVALID_SETTING',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** Where the fault is. Lines and columns count from 1; `path` is the position in a JSON definition, e.g. `rules.0.tag`. */
export interface ErrorPlace {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly field?: string;
  readonly path?: string;
}

/** A failure that a person can act on: what is wrong, what to do, where. */
export interface HuaxiangError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint?: string;
  readonly at?: ErrorPlace;
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: HuaxiangError };

/** Thrown inside the kernel for failures that a person can act on; becomes `{ ok: false }` at the contract. */
export class Fault extends Error {
  readonly error: HuaxiangError;

  constructor(error: HuaxiangError) {
    super(error.message);
    this.name = 'Fault';
    this.error = error;
  }
}

export function fault(code: ErrorCode, message: string, rest: { hint?: string; at?: ErrorPlace } = {}): Fault {
  return new Fault({ code, message, ...rest });
}
