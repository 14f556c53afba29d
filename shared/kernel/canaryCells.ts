import type { ExportSpec } from '../model/export';
import type { MaskKind } from '../model/mask';
import type { CanaryDice } from './canaryDice';
import type { StagedColumn } from './exportRows';

/** How a cell of a made-up row comes about. */
export type CellWay =
  /** The value of the customer whose class the row stands in, or of another one of that class. */
  | { readonly kind: 'class' | 'drawn' }
  /** Between the numbers of two customers of the class, or like the mask of one. */
  | { readonly kind: 'between' | 'mask' }
  /** Of nobody: a pseudonym, a key like those of customers, what the bank itself answers for. */
  | { readonly kind: 'code' | 'key' }
  | { readonly kind: 'decoy'; readonly of: MaskKind };

/** Values of which more than half differ would tell a drawn one by its double. */
const MOSTLY_DIFFERENT = 0.5;

/**
 * How the cells of a column come about; null where no way leads to a value that calls nobody and looks like the others. `differing` is the
 * share of its values that differ.
 */
export function cellWay({ column, tag, kind }: StagedColumn, spec: ExportSpec, differing: number): CellWay | null {
  const { name, treatment } = column;
  const isKept = treatment.kind === 'keep';
  const isQuasi = spec.quasi.includes(name);
  if (isKept && kind !== null) return isQuasi ? null : { kind: 'decoy', of: kind };
  if (isQuasi) return { kind: 'class' };
  if (tag === null && treatment.kind === 'hash') return { kind: 'code' };
  if (tag === null && isKept) return { kind: 'key' };
  if (differing <= MOSTLY_DIFFERENT || tag?.type === 'date') return { kind: 'drawn' };
  if (treatment.kind === 'hash') return { kind: 'code' };
  if (!isKept) return { kind: treatment.kind === 'mask' ? 'mask' : 'drawn' };
  return tag?.type === 'number' ? { kind: 'between' } : null;
}

/** Whether a value of the way is of no customer, so that it tells a row. */
export function isMadeUp({ kind }: CellWay): boolean {
  return kind === 'code' || kind === 'key' || kind === 'decoy';
}

const PLAIN_NUMBER = /^-?\d{1,12}(?:\.(\d{1,9}))?$/;

/** A number between two others, with as many decimals; where they are no plain numbers, the first. */
export function numberBetween(first: string, second: string, dice: CanaryDice): string {
  const [one, other] = [PLAIN_NUMBER.exec(first), PLAIN_NUMBER.exec(second)];
  if (!one || !other) return first;
  const [from, to] = [Number(first), Number(second)];
  const digits = Math.max(one[1]?.length ?? 0, other[1]?.length ?? 0);
  return (from + (to - from) * dice.share()).toFixed(digits);
}

/** Tries for each number of digits that are changed. */
const TRIES = 24;

/** Texts like one that there is, which differ from it in its last digits: first in two of them, then in more. */
export function* textsLike(text: string, dice: CanaryDice): Generator<string> {
  const digits = [...text.matchAll(/\d/g)].map(({ index }) => index);
  for (let changed = Math.min(2, digits.length); changed > 0 && changed <= digits.length; changed++) {
    for (let tried = 0; tried < TRIES; tried++) {
      const letters = text.split('');
      for (const at of digits.slice(-changed)) {
        const isFirst = at === 0 && letters[at] !== '0';
        letters[at] = String(isFirst ? 1 + dice.below(9) : dice.below(10));
      }
      yield letters.join('');
    }
  }
}
