import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { READ_SETTING_SQL } from '../sql/workspaceSql';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { writeSetting } from './settings';
import { records } from './table';

const KEY_SETTING = 'exportKey';
const KEY_BYTES = 32;
/** 96 bits. */
const CODE_DIGITS = 24;

export interface ExportKeys {
  readonly recipient: Uint8Array;
  readonly history: Uint8Array;
  readonly canaries: Uint8Array;
}

/** Both are made before a write is begun, since the workspace's own key may have to be written first. */
export async function exportKeys(session: Session, recipient: string): Promise<ExportKeys> {
  const key = await workspaceKey(session);
  return { recipient: recipientKey(key, recipient), history: historyKey(key), canaries: canaryKey(key, 'canaries') };
}

/** The key by which the workspace knows its customers again, also those that are gone. */
export async function customerHistoryKey(session: Session): Promise<Uint8Array> {
  return historyKey(await workspaceKey(session));
}

/**
 * The key of one recipient's pseudonyms and row order: lists of the same recipient can be joined, those of two cannot. It is derived
 * from the workspace's own key, which is made when it is first needed and never leaves.
 */
function recipientKey(key: Uint8Array, recipient: string): Uint8Array {
  return hmac(sha256, key, new TextEncoder().encode(`recipient\0${recipient.normalize('NFKC').trim()}`));
}

/** The key by which the workspace itself knows again whose rows left; no recipient has it. */
function historyKey(key: Uint8Array): Uint8Array {
  return hmac(sha256, key, new TextEncoder().encode('history'));
}

/** The key that made-up rows are drawn by, of one export where `use` is its id; whoever has the workspace can tell those rows, and nobody else. */
export function canaryKey(key: Uint8Array, use: string): Uint8Array {
  return hmac(sha256, key, new TextEncoder().encode(use));
}

/** A text as the audit may hold it: the same text is the same code in this workspace, and no code can be read back without the workspace. */
export async function auditCode(session: Session, text: string): Promise<string> {
  const key = hmac(sha256, await workspaceKey(session), new TextEncoder().encode('audit'));
  return bytesToHex(hmac(sha256, key, new TextEncoder().encode(text.normalize('NFKC').trim()))).slice(0, CODE_DIGITS);
}

async function workspaceKey(session: Session): Promise<Uint8Array> {
  const found = await session.read(readKey);
  if (found) return found;
  return await session.write(async (connection) => {
    const between = await readKey(connection);
    if (between) return between;
    const made = session.ports.random(KEY_BYTES);
    await writeSetting(connection, KEY_SETTING, bytesToHex(made));
    return made;
  });
}

async function readKey(connection: SqlConnection): Promise<Uint8Array | null> {
  const text = records(await connection.query(READ_SETTING_SQL, [KEY_SETTING]))[0]?.value;
  return typeof text === 'string' ? hexToBytes(text) : null;
}
