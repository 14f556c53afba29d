import type { AuditBreak, AuditEntry, AuditHead, AuditVerdict } from '../model/audit';
import { canonicalBytes, sha256Hex } from './signature';

export const BEFORE_THE_FIRST = '0'.repeat(64);

/** SHA-256, in hexadecimal, of all of an entry but its hash. */
export function entryHash(open: Omit<AuditEntry, 'hash'>): string {
  const { seq, at, actor, action, detail, previous } = open;
  return sha256Hex(canonicalBytes({ seq, at, actor, action, detail, previous }));
}

/** The end of a chain as it is noted beside it. */
export function headText({ seq, hash }: AuditHead): string {
  return `${seq} ${hash}`;
}

/** @returns null for anything else than `headText` writes. */
export function readHead(text: string): AuditHead | null {
  const [, seq, hash] = /^([1-9]\d*) ([\da-f]{64})$/.exec(text) ?? [];
  return seq === undefined || hash === undefined ? null : { seq: Number(seq), hash };
}

/** Goes through a chain entry by entry, in the order of the numbers, and says what came of it at the end. */
export function chainReader(): { read(entry: AuditEntry): void; end(noted: string | null): AuditVerdict } {
  let entries = 0;
  let last: AuditEntry | null = null;
  let broken: AuditBreak | null = null;
  return {
    read(entry) {
      broken ??= breakAt(entry, last);
      last = entry;
      entries += 1;
    },
    end(noted) {
      if (noted !== (last && headText(last))) broken ??= { seq: (last?.seq ?? 0) + 1, why: 'end' };
      return { entries, head: last?.hash ?? null, broken };
    },
  };
}

function breakAt(entry: AuditEntry, last: AuditEntry | null): AuditBreak | null {
  const { seq, hash, ...rest } = entry;
  if (seq !== (last?.seq ?? 0) + 1) return { seq, why: 'number' };
  if (rest.previous !== (last?.hash ?? BEFORE_THE_FIRST)) return { seq, why: 'link' };
  return hash === entryHash(entry) ? null : { seq, why: 'hash' };
}
