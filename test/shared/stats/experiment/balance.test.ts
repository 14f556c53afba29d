import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { statsReady } from '#shared/stats/distributions';
import { balanceOfLevels, balanceOfNumbers } from '#shared/stats/experiment/balance';
import { expectNear } from '../reference';

/**
 * The arms of the e-mail experiment of Hillstrom against "No E-Mail", made with R 4.2.2: `t.test`, `chisq.test(correct = FALSE)`, and
 * (m1 - m0) / sqrt((v1 + v0) / 2) with `var` for numbers and p (1 - p) for the level whose share differs most.
 */
const NUMBERS = [
  ['Mens E-Mail', 'history', 0.00761286832154261, 0.785759297372493, 42573.6121740836, 0.432012889404808],
  ['Mens E-Mail', 'recency', 0.00683153245425995, 0.705113805929085, 42610.1487874615, 0.480743269739732],
  ['Womens E-Mail', 'history', 0.00651072245855367, 0.672637301728859, 42689.24349815, 0.501181705360817],
  ['Womens E-Mail', 'recency', 0.00518001320568868, 0.535155665450752, 42690.9952208359, 0.592545007815338],
] as const;
const LEVELS = [
  ['Mens E-Mail', 'zip_code', 'Rural', 0.0136593209464578, 2.52445682090625, 2, 0.283022632665639],
  ['Mens E-Mail', 'history_segment', '2) $100 - $200', -0.0163599270970714, 7.38920144072477, 6, 0.286347980560366],
  ['Womens E-Mail', 'channel', 'Phone', 0.00862303526167356, 0.864992844384455, 2, 0.648887174723877],
  ['Womens E-Mail', 'history_segment', '2) $100 - $200', -0.0142864824985736, 4.46609974516513, 6, 0.613865596863119],
] as const;

const [header = '', ...lines] = readFileSync('../shared/data/hillstrom/hillstrom.csv', 'utf8').trim().split(/\r?\n/);
const customers = lines.map((line) => {
  // Two levels hold a comma and are quoted.
  const cells = line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/);
  return Object.fromEntries(header.split(',').map((name, at) => [name, cells[at] ?? '']));
});
const valuesOf = (arm: string, column: string) =>
  customers.filter(({ segment }) => segment === arm).map((each) => each[column] ?? '');

describe('the balance of the arms', () => {
  beforeAll(statsReady);

  it('is that of R for numbers', () => {
    for (const [arm, column, difference, t, df, p] of NUMBERS) {
      const numbers = (of: string) => Float64Array.from(valuesOf(of, column), Number);
      const found = balanceOfNumbers(numbers(arm), numbers('No E-Mail'));
      expectNear(found.difference, difference);
      expectNear('p' in found.test && found.test.statistic, t);
      expectNear('p' in found.test && found.test.df, df);
      expectNear('p' in found.test && found.test.p, p);
    }
  });

  it('is that of R for levels, by the level whose share differs most', () => {
    for (const [arm, column, level, difference, chiSquare, df, p] of LEVELS) {
      const levels = [...new Set(valuesOf('No E-Mail', column))];
      const counts = (of: string) => levels.map((each) => valuesOf(of, column).filter((value) => value === each).length);
      const found = balanceOfLevels(counts(arm), counts('No E-Mail'));
      expect(levels[found.worst]).toBe(level);
      expectNear(found.difference, difference);
      expectNear('p' in found.test && found.test.statistic, chiSquare);
      expect('p' in found.test && found.test.df).toBe(df);
      expectNear('p' in found.test && found.test.p, p);
    }
  });

  it('says what cannot be measured: arms without customers, and values that never differ but are apart', () => {
    const few = { state: 'insufficient', found: 1, needed: 2 };
    expect(balanceOfNumbers(Float64Array.of(1), Float64Array.of(1, 2)).difference).toEqual(few);
    expect(balanceOfNumbers(Float64Array.of(1, 1), Float64Array.of(2, 2)).difference).toMatchObject({ state: 'insufficient' });
    expect(balanceOfNumbers(Float64Array.of(1, 1), Float64Array.of(1, 1)).difference).toBe(0);
    expect(balanceOfLevels([], [3]).difference).toMatchObject({ state: 'insufficient' });
    expect(balanceOfLevels([4, 0], [0, 4])).toMatchObject({ difference: { state: 'insufficient' }, value: 1, controlValue: 0 });
  });
});
