import { CELL_TESTS, type CellTest } from '../model/cellForms';
import type { FoundKind } from '../model/classification';
import type { ColumnType } from '../model/import';
import { passes, readCell } from './detectors';
import {
  type CellCounts,
  ENOUGH,
  FEW_VALUES,
  found,
  type Look,
  lookAt,
  MOST,
  NEARLY_ALL,
  type Rule,
  type TriedColumn,
} from './look';
import { amount } from './moneyRule';
import { names } from './namesRule';

/** Of numbers of eleven digits that begin with 1, seven in ten look like mobile numbers by chance. */
const ALL_BUT_SLIPS = 0.95;
/** Numbers that count up share their beginning. */
const FEWEST_PREFIXES = 4;
/** One note in a thousand with a number in it is one too many. */
const ANY_IN_TEXT = 0.001;

/** Whole numbers have no letters, the others only an exponent. */
const OF_INTEGERS = CELL_TESTS.slice(0, CELL_TESTS.indexOf('writtenAmount'));
const OF_NUMBERS: readonly CellTest[] = ['roundedId', 'roundedCard'];

/** What is worth asking of the cells of a type. */
export function testsOf(type: ColumnType): readonly CellTest[] {
  if (type === 'text') return CELL_TESTS;
  if (type === 'integer') return OF_INTEGERS;
  return type === 'number' ? OF_NUMBERS : [];
}

/** Of how many times each different cell occurs. */
export function countTests(cells: ReadonlyMap<string, number>, type: ColumnType, today: string): CellCounts {
  const tests = testsOf(type);
  const counts = Object.fromEntries(tests.map((test) => [test, 0])) as Record<CellTest, number>;
  const prefixes = new Set<string>();
  let [known, surnames] = [0, 0];
  for (const [cell, n] of cells) {
    known += n;
    const read = readCell(cell);
    const passed = tests.filter((test) => passes(test, read, today));
    if (passed.some((test) => test === 'surname' || test === 'spelled')) surnames += 1;
    for (const test of passed) {
      counts[test] += n;
      if (test === 'mobile') prefixes.add(read.packed.slice(0, 3));
    }
  }
  return { ...counts, cells: known, distinct: cells.size, surnames, prefixes: prefixes.size };
}

/** What a column is by its cells and its name; rules that are surer come first. */
export function kindOfColumn(column: TriedColumn, counts: CellCounts): FoundKind {
  if (column.type === 'boolean') return nothing(counts);
  const look = lookAt(column, counts);
  for (const rule of RULES) {
    const found = rule(look);
    if (found) return found;
  }
  return nothing(counts);
}

const RULES: readonly Rule[] = [
  credential,
  residentId,
  roundedId,
  numbersOfPersons,
  creditCode,
  documents,
  account,
  birthDate,
  address,
  names,
  amount,
  freeText,
];

function nothing({ cells }: CellCounts): FoundKind {
  return { kind: null, evidence: { rule: 'none', share: 0, cells, named: false } };
}

function credential(look: Look): FoundKind | undefined {
  if (look.share('track') >= ANY_IN_TEXT) return found(look, 'credential', 'pattern', look.share('track'), false);
  const isMoment = look.column.type === 'date' || look.column.type === 'timestamp';
  const named = look.says('cardExpiry') || (!isMoment && look.says('credential'));
  return named ? found(look, 'credential', 'header', 0, true) : undefined;
}

function residentId(look: Look): FoundKind | undefined {
  const named = look.says('residentId');
  const share = look.share('residentId');
  // Of numbers that lost their ends one in eleven has a true check character by chance.
  const isWhole = share > look.share('roundedId');
  if (isWhole && (share >= ENOUGH || named)) return found(look, 'residentId', 'checksum', share, named);
  const form = look.share('residentIdForm');
  return named && form >= ENOUGH && look.share('roundedId') < ENOUGH
    ? found(look, 'residentId', 'pattern', form, named)
    : undefined;
}

function roundedId(look: Look): FoundKind | undefined {
  const named = look.says('residentId');
  const share = look.share('roundedId');
  return share >= (named ? ENOUGH : MOST) ? found(look, 'residentId', 'damaged', share, named) : undefined;
}

/** The one of several that most cells speak for. */
function numbersOfPersons(look: Look): FoundKind | undefined {
  const all = [mobile(look), landline(look), email(look), bankCard(look)].flatMap((each) => each ?? []);
  return all.sort((a, b) => b.evidence.share - a.evidence.share)[0];
}

function mobile(look: Look): FoundKind | undefined {
  const named = look.says('mobile');
  const share = look.share('mobile');
  const { distinct, prefixes } = look.counts;
  const isSpread = distinct < FEW_VALUES || prefixes >= FEWEST_PREFIXES;
  const isExact = share >= ALL_BUT_SLIPS * look.share('elevenDigits');
  return share >= ENOUGH && (named || (isExact && isSpread)) ? found(look, 'mobile', 'pattern', share, named) : undefined;
}

function landline(look: Look): FoundKind | undefined {
  const share = look.share('landline');
  return look.says('landline') && share >= ENOUGH ? found(look, 'landline', 'pattern', share, true) : undefined;
}

function email(look: Look): FoundKind | undefined {
  const share = look.share('email');
  return share >= ENOUGH ? found(look, 'email', 'pattern', share, look.says('email')) : undefined;
}

function bankCard(look: Look): FoundKind | undefined {
  const named = look.says('bankCard');
  const share = look.share('bankCard');
  const checked = look.share('checkedCard');
  if (share >= ENOUGH || (named && checked >= ENOUGH))
    return found(look, 'bankCard', 'checksum', Math.max(share, named ? checked : 0), named);
  const rounded = look.share('roundedCard');
  if (named && rounded >= ENOUGH) return found(look, 'bankCard', 'damaged', rounded, named);
  const digits = look.share('cardDigits');
  return named && digits >= MOST ? found(look, 'bankCard', 'pattern', digits, named) : undefined;
}

function creditCode(look: Look): FoundKind | undefined {
  const named = look.says('creditCode');
  const share = look.share('creditCode');
  return share >= (named ? ENOUGH : MOST) ? found(look, 'creditCode', 'checksum', share, named) : undefined;
}

/** Codes of products have eight or nine characters too, so that the name has to say it. */
function documents(look: Look): FoundKind | undefined {
  const kind = (['passport', 'permit'] as const).find((each) => look.says(each) && look.share(each) >= ENOUGH);
  return kind && found(look, kind, 'pattern', look.share(kind), true);
}

function account(look: Look): FoundKind | undefined {
  const named = look.says('account');
  const iban = look.share('iban');
  if (iban >= NEARLY_ALL) return found(look, 'account', 'pattern', iban, named);
  const share = look.share('account');
  return named && share >= MOST ? found(look, 'account', 'pattern', share, named) : undefined;
}

function birthDate(look: Look): FoundKind | undefined {
  const { type } = look.column;
  if (!look.says('birthDate')) return undefined;
  if (type === 'date' || type === 'timestamp') return found(look, 'birthDate', 'header', 0, true);
  const share = look.share('birthDay');
  return share >= ENOUGH ? found(look, 'birthDate', 'pattern', share, true) : undefined;
}

function address(look: Look): FoundKind | undefined {
  const share = look.share('address');
  if (look.says('address') && look.column.type === 'text' && look.counts.cells > 0)
    return found(look, 'address', 'header', share, true);
  return share >= MOST ? found(look, 'address', 'pattern', share, false) : undefined;
}

function freeText(look: Look): FoundKind | undefined {
  const share = look.share('inText');
  return share >= ANY_IN_TEXT ? found(look, 'freeText', 'contains', share, false) : undefined;
}
