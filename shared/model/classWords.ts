import type { ColumnKind, FoundKind } from './classification';
import { type Saying, say } from './saying';

/** What a kind of column holds, in words. */
export function kindWords(kind: ColumnKind): Saying {
  return say(`kind.${kind}`, {});
}

/** What was found of a column in one sentence, without its values: "92% pass the checksum of resident identity numbers". */
export function evidenceWords({ kind, evidence }: FoundKind): Saying {
  const { rule, share, cells, named } = evidence;
  if (kind === null || rule === 'none') return cells === 0 ? say('class.empty', {}) : say('class.none', { cells });
  const words = kindWords(kind);
  if (rule === 'header') return say('class.header', { kind: words });
  const percent = percentOf(share);
  const found = rule === 'contains' ? say('class.contains', { percent }) : say(`class.${rule}`, { percent, kind: words });
  return named ? say('class.alsoNamed', { evidence: found }) : found;
}

/** Rounded so that neither none nor all is said of some. */
function percentOf(share: number): string {
  if (share > 0 && share < 0.0005) return '<0.1';
  const rounded = Math.round(share * 1000) / 10;
  return share < 1 && rounded === 100 ? '>99.9' : String(rounded);
}
