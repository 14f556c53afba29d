import { expect, it } from 'vitest';
import type { ExperimentRow } from '#shared/model/experiment';
import { shrunkLevels } from '#shared/model/shrunkLevels';
import { cellText } from '#shared/report/cell';
import { experimentWriter } from '#shared/report/experimentNumbers';
import { shrunkTable, spreadWords } from '#shared/report/experimentShrunk';
import { randomEffects } from '#shared/stats/experiment/randomEffects';

const few = { state: 'insufficient', found: 1, needed: 2 } as const;
const writer = experimentWriter('en');

function level(label: string, n: number, estimate: number): ExperimentRow {
  return {
    ...{ metric: 'buys', kind: 'conversion', role: 'primary', variant: 'B', level: { value: label, label } },
    ...{ n, value: 0.1 + estimate, controlN: n, controlValue: 0.1 },
    ...{ difference: { estimate, interval: few, method: 'newcombe' }, relative: few, test: few, pAdjusted: few },
  } as ExperimentRow;
}

const ROWS = [level('a', 1000, 0.02), level('b', 40, 0.3), level('c', 1000, 0.06), level('d', 1, 0)];
const ERRORS = [0.0001, 0.01, 0.0001, Number.NaN];

it('sorts levels by what is left of them, so that one of few customers does not lead by much, and keeps the unmeasured at the end', () => {
  const pooled = randomEffects(
    ROWS.map(({ difference }, at) => ({
      value: 'estimate' in difference ? difference.estimate : Number.NaN,
      squaredError: ERRORS[at] ?? Number.NaN,
    })),
    0.95,
  );
  const levels = shrunkLevels(ROWS, { pooled });
  const { rows } = shrunkTable(levels, writer);
  expect(levels.at(-1)?.row.level?.label).toBe('d');
  const cells = (label: string) => rows.find(([head]) => head === label)?.map(cellText) ?? expect.fail(label);
  const share = (label: string) => Number(cells(label)[5]?.replace('%', ''));
  expect(share('b')).toBeLessThan(share('a'));
  expect(cells('d')[5]).toBe('Too little data');
  expect(spreadWords({ pooled }, 'conversion', writer)).toMatch(/^Mean difference \+\d+\.\d+ pp \[.*I² = \d+%/);
  expect(spreadWords({ pooled }, 'conversion', writer)).toMatch(/τ = \d+\.\d+ pp,/);
});

it('says so where too few levels can be pooled', () => {
  expect(shrunkLevels(ROWS, { pooled: few })).toEqual([]);
  expect(spreadWords({ pooled: few }, 'mean', writer)).toBe('It takes two levels whose difference has an error.');
});
