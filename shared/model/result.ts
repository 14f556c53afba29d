import type { HintKey, SentenceKey } from './faultTexts';
import { ENGLISH, type PlainHintKey, type Saying, say, spell, type ValuesOf } from './saying';

/** Every code a failed call may carry. A code is stable; its message is for people. */
export const ERROR_CODES = [
  'INVALID_REQUEST',
  'UNKNOWN_METHOD',
  'CANCELLED',
  'INTERNAL',
  'ENGINE_STOPPED',
  'OUT_OF_MEMORY',
  'DISK_FULL',
  'DISK_FAILED',
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
  'WORKSPACE_SEALED',
  'WRONG_PASSPHRASE',
  'TOO_MANY_TRIES',
  'NO_PASSPHRASE',
  'WINDOW_LOCKED',
  'KEY_SEALED',
  'KEYRING_CLOSED',
  'PACKAGE_SEALED',
  'TOO_MANY_REJECTS',
  'UNKNOWN_TABLE',
  'UNKNOWN_VERSION',
  'TABLE_CHANGED',
  'UNKNOWN_COLUMN',
  'UNKNOWN_TAG',
  'INVALID_TAG',
  'UNKNOWN_EVENT',
  'UNKNOWN_SEGMENT',
  'UNKNOWN_LIST',
  'UNKNOWN_TEMPLATE',
  'UNKNOWN_BOARD',
  'UNKNOWN_AUDIENCE',
  'UNKNOWN_CAMPAIGN',
  'INVALID_CAMPAIGN',
  'UNKNOWN_WORK_LIST',
  'INVALID_WORK_LIST',
  'UNKNOWN_EXPORT',
  'INVALID_EXPORT',
  'UNKNOWN_CUSTOMER',
  'UNKNOWN_QUALITY_RULE',
  'AUDIT_BROKEN',
  'ROLE_REFUSED',
  'UNKNOWN_QUERY',
  'INVALID_RULE',
  'INVALID_SQL',
  'INVALID_ENTITIES',
  'INVALID_CLEANING',
  'UNKNOWN_CLEANING',
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
  /** In English, as is the hint. */
  readonly message: string;
  readonly hint?: string;
  readonly at?: ErrorPlace;
  /** What the message and the hint say, for other languages; absent where the words are a database's own. */
  readonly say?: Saying & { readonly hint?: Saying };
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

interface Rest {
  /** A key of the catalogue, or `say(key, values)` where the hint has values. */
  readonly hint?: PlainHintKey | Saying<HintKey>;
  readonly at?: ErrorPlace;
}

/** `fault('FILE_EMPTY', 'file.empty', { file: name }, { hint: 'hint.exportedWhole', at: { file: name } })` */
export function fault<K extends SentenceKey>(code: ErrorCode, key: K, values: ValuesOf<K>, rest: Rest = {}): Fault {
  return new Fault(errorOf(code, key, values, rest));
}

/** The same where a failed call is answered and nothing is thrown. */
export function errorOf<K extends SentenceKey>(
  code: ErrorCode,
  key: K,
  values: ValuesOf<K>,
  { hint, at }: Rest = {},
): HuaxiangError {
  const sentence = say(key, values);
  const advice: Saying | undefined = typeof hint === 'string' ? { key: hint, values: {} } : hint;
  return {
    code,
    message: spell(sentence, ENGLISH),
    ...(advice ? { hint: spell(advice, ENGLISH) } : {}),
    ...(at ? { at } : {}),
    say: { ...sentence, ...(advice ? { hint: advice } : {}) },
  };
}
