import type { SpellingSuggestion } from '../model/cleaning';
import { columnValuesSql } from '../sql/cleaningSql';
import { checkStep } from './checkCleaning';
import { type CleaningWork, runSteps } from './runCleaning';
import { records } from './table';

/** Values that are looked at, commonest first. */
const MOST_VALUES = 2000;
const MOST_SUGGESTIONS = 200;
/** A value that one character makes another must be this many times rarer, and this many characters long. */
const TIMES_RARER = 20;
const LEAST_CHARACTERS = 3;

interface CountedValue {
  readonly value: string;
  readonly rows: number;
  /** Without what is only form: blanks, width, case. */
  readonly folded: string;
}

/**
 * Values of a text column behind the steps that may be others written differently: the same but for form, or one character apart
 * (no digit) and much rarer. @throws Fault as `checkStep`, for the step `step` (from 0).
 */
export async function suggestSpellings(work: CleaningWork, step: number, column: string): Promise<SpellingSuggestion[]> {
  const { connection, cleaning, source, call } = work;
  const { rows } = await runSteps(work, async () => undefined);
  checkStep({ kind: 'trim', columns: [column] }, { step: step + 1, columns: rows.columns, cleaning, tables: source.tables });
  const cell = rows.columns.find(({ name }) => name === column)?.cell ?? '';
  const found = records(await connection.query(columnValuesSql(rows, cell, MOST_VALUES), [], call.signal));
  return nearSpellings(found.map(({ value, n }) => ({ value: String(value), rows: Number(n) })));
}

/** `values` stand commonest first. */
function nearSpellings(values: readonly { readonly value: string; readonly rows: number }[]): SpellingSuggestion[] {
  const counted = values.map((each) => ({ ...each, folded: fold(each.value) }));
  const commonest = new Map<string, CountedValue>();
  const suggestions: SpellingSuggestion[] = [];
  for (const each of counted) {
    const same = commonest.get(each.folded);
    if (same) suggestions.push(suggestion(each, same, 'form'));
    else commonest.set(each.folded, each);
  }
  const forms = [...commonest.values()];
  for (const [index, rare] of forms.entries()) {
    const near = forms.slice(0, index).find((common) => isMisspelt(rare, common));
    if (near) suggestions.push(suggestion(rare, near, 'edit'));
  }
  return suggestions.slice(0, MOST_SUGGESTIONS);
}

function suggestion(from: CountedValue, to: CountedValue, why: SpellingSuggestion['why']): SpellingSuggestion {
  return { from: from.value, to: to.value, why, fromRows: from.rows, toRows: to.rows };
}

function fold(value: string): string {
  return value
    .normalize('NFKC')
    .replaceAll(/[\s\p{Cf}]+/gu, '')
    .toLowerCase();
}

function isMisspelt(rare: CountedValue, common: CountedValue): boolean {
  return rare.rows * TIMES_RARER <= common.rows && isOneEditApart([...rare.folded], [...common.folded]);
}

/** One character is another, missing, one too many, or two are swapped; none of them a digit. */
function isOneEditApart(a: readonly string[], b: readonly string[]): boolean {
  if (Math.min(a.length, b.length) < LEAST_CHARACTERS || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if ([...left, ...right].some((sign) => /\p{Nd}/u.test(sign))) return false;
  const isSwap = left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
  return (left.length <= 1 && right.length <= 1) || isSwap;
}
