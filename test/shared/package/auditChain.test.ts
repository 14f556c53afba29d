import { describe, expect, it } from 'vitest';
import type { AuditEntry, AuditVerdict } from '../../../shared/model/audit';
import { BEFORE_THE_FIRST, chainReader, entryHash, headText, readHead } from '../../../shared/package/auditChain';

/** A small generator of random numbers below 1 that gives the same ones in every run (mulberry32). */
function randoms(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function chainOf(n: number): AuditEntry[] {
  const entries: AuditEntry[] = [];
  for (let seq = 1; seq <= n; seq++) {
    const at = new Date(1_780_000_000_000 + seq * 1000).toISOString();
    const open = {
      seq,
      at,
      actor: 'analyst',
      action: 'table.read',
      detail: `{"table":"t${seq % 7}"}`,
      previous: entries.at(-1)?.hash ?? BEFORE_THE_FIRST,
    };
    entries.push({ ...open, hash: entryHash(open) });
  }
  return entries;
}

function verdictOf(entries: readonly AuditEntry[], noted: string | null): AuditVerdict {
  const chain = chainReader();
  for (const entry of entries) chain.read(entry);
  return chain.end(noted);
}

const CHAIN = chainOf(24);
const NOTED = headText(CHAIN.at(-1) as AuditEntry);

type Edit = (entries: AuditEntry[], random: () => number) => void;
const at = (entries: readonly AuditEntry[], random: () => number) => Math.floor(random() * entries.length);

function changeOne(entries: AuditEntry[], place: number, change: Partial<AuditEntry>): void {
  entries[place] = { ...(entries[place] as AuditEntry), ...change };
}

function otherText(text: string, random: () => number): string {
  const place = Math.floor(random() * text.length);
  const other = String.fromCharCode(33 + ((text.charCodeAt(place) - 33 + 1 + Math.floor(random() * 90)) % 94));
  return `${text.slice(0, place)}${other}${text.slice(place + 1)}`;
}

const FIELDS = ['at', 'actor', 'action', 'detail', 'previous', 'hash'] as const;

/** What somebody could do to the rows of the log. */
const EDITS: Readonly<Record<string, Edit>> = {
  letter: (entries, random) => {
    const place = at(entries, random);
    const field = FIELDS[Math.floor(random() * FIELDS.length)] ?? 'detail';
    changeOne(entries, place, { [field]: otherText((entries[place] as AuditEntry)[field], random) });
  },
  drop: (entries, random) => void entries.splice(at(entries, random), 1 + Math.floor(random() * 5)),
  cut: (entries, random) => void entries.splice(at(entries, random)),
  swap: (entries, random) => {
    const [one, other] = [at(entries, random), at(entries, random)];
    const next = other === one ? (one + 1) % entries.length : other;
    const [first, second] = [entries[one] as AuditEntry, entries[next] as AuditEntry];
    [entries[one], entries[next]] = [second, first];
  },
  renumberedSwap: (entries, random) => {
    const one = Math.floor(random() * (entries.length - 1));
    const [first, second] = [entries[one] as AuditEntry, entries[one + 1] as AuditEntry];
    entries.splice(one, 2, { ...second, seq: first.seq }, { ...first, seq: second.seq });
  },
  twice: (entries, random) => {
    const place = at(entries, random);
    entries.splice(place, 0, entries[place] as AuditEntry);
  },
  number: (entries, random) => {
    const place = at(entries, random);
    changeOne(entries, place, { seq: (entries[place] as AuditEntry).seq + 1 + Math.floor(random() * 9) });
  },
  /** The hash of the altered entry made anew: its successor, or the noted end, no longer fits. */
  rehashed: (entries, random) => {
    const place = at(entries, random);
    const entry = { ...(entries[place] as AuditEntry), detail: '{"table":"other"}' };
    entries[place] = { ...entry, hash: entryHash(entry) };
  },
  /** Everything from one entry on written anew, as somebody with this program can: only the noted end tells. */
  rewritten: (entries, random) => {
    for (let place = at(entries, random); place < entries.length; place++) {
      const entry = {
        ...(entries[place] as AuditEntry),
        actor: 'nobody',
        previous: entries[place - 1]?.hash ?? BEFORE_THE_FIRST,
      };
      entries[place] = { ...entry, hash: entryHash(entry) };
    }
  },
};

describe('a chain of entries', () => {
  it('holds as it was written', () => {
    expect(verdictOf(CHAIN, NOTED)).toEqual({ entries: 24, head: CHAIN.at(-1)?.hash, broken: null });
    expect(verdictOf([], null)).toEqual({ entries: 0, head: null, broken: null });
  });

  it('shows each of 10,000 random edits, drops, swaps and cuts', () => {
    const random = randoms(20_260_630);
    const kinds = Object.keys(EDITS);
    const missed = Array.from({ length: 10_000 }, (_, index) => kinds[index % kinds.length] ?? '').filter((kind) => {
      const entries = [...CHAIN];
      EDITS[kind]?.(entries, random);
      return verdictOf(entries, NOTED).broken === null;
    });
    expect(missed).toEqual([]);
  });

  it('says where it breaks first and why', () => {
    const without = CHAIN.filter(({ seq }) => seq !== 7);
    expect(verdictOf(without, NOTED).broken).toEqual({ seq: 8, why: 'number' });
    expect(verdictOf(CHAIN.slice(0, 20), NOTED).broken).toEqual({ seq: 21, why: 'end' });
    const altered = CHAIN.map((entry) => (entry.seq === 9 ? { ...entry, actor: 'x' } : entry));
    expect(verdictOf(altered, NOTED).broken).toEqual({ seq: 9, why: 'hash' });
  });

  it('has an end that is read back as it was noted, and nothing else is taken for one', () => {
    expect(readHead(NOTED)).toEqual({ seq: 24, hash: CHAIN.at(-1)?.hash });
    for (const text of ['', 'null', '0 ', `0${NOTED}`, NOTED.slice(0, -1), `${NOTED} `]) expect(readHead(text)).toBeNull();
  });
});
