import { type ColumnKind, classOfKind, type DataClass, type FoundKind } from '../model/classification';
import type { Treatment } from '../model/export';
import type { CellCounts } from './look';

/** What a manifest says of a column. */
export interface DeclaredColumn {
  readonly treatment: Treatment;
  readonly kind: string | null;
  readonly dataClass: DataClass;
}

/** Of eleven digits in a row one in thirteen may be a mobile number by chance, so nearly all have to be. */
const NEARLY_ALL = 0.95;
/** One digit string in ten has the check digit of a card by chance. */
const ENOUGH = 0.3;

/**
 * What the cells of a column hold of persons that its manifest does not say, with how many of them show it. Where a treatment hides
 * values, `counts` and `found` are of the cells that it did not reach.
 */
export function undeclaredKinds(
  declared: DeclaredColumn,
  counts: CellCounts,
  { kind, evidence }: FoundKind,
): Map<ColumnKind, number> {
  const found = new Map<ColumnKind, number>();
  const isShown = declared.treatment.kind === 'keep';
  const bySight = evidence.rule !== 'header' || isShown;
  if (kind !== null && kind !== 'freeText' && bySight && classOfKind(kind, {}).dataClass > declaredClass(declared)) {
    found.set(kind, Math.round(evidence.share * evidence.cells));
  }
  for (const [sure, n] of sureKinds(counts, declared)) if (n > 0) found.set(sure, n);
  const told = isShown ? [declared.kind] : [];
  return new Map([...found].filter(([each]) => !told.includes(each) && !told.includes('freeText')));
}

/** What is treated says that it tells nobody's values. */
function declaredClass({ treatment, dataClass }: DeclaredColumn): DataClass {
  return treatment.kind === 'keep' ? dataClass : 'C1';
}

/** Cells of which a single one is too many, whatever the others are. */
function sureKinds(counts: CellCounts, { treatment, kind }: DeclaredColumn): [ColumnKind, number][] {
  const n = (test: keyof CellCounts) => counts[test] ?? 0;
  // An address of e-mail, and a number that ends in X, are words with a number of a person in them, too.
  const isMore = n('inText') > n('residentId') + n('email');
  // A masked note may be nothing but an address of e-mail with its name hidden.
  const isMaskedNote = treatment.kind === 'mask' && kind === 'freeText';
  return [
    ['residentId', n('residentId')],
    ['mobile', n('mobile') >= NEARLY_ALL * n('elevenDigits') ? n('mobile') : 0],
    ['bankCard', n('bankCard') >= ENOUGH * n('cardDigits') ? n('bankCard') : 0],
    ['email', isMaskedNote ? 0 : n('email')],
    ['credential', n('track')],
    ['freeText', isMore ? n('inText') : 0],
  ];
}
