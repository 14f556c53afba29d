import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeEngines } from '../../support/engines';
import { startKernel, type TestKernel } from '../../support/kernel';

const SHARED_DATA = join(import.meta.dirname, '../../../../shared/data');
const LOG = join(SHARED_DATA, 'events/prepaid_travel_cost.csv');

interface Golden {
  readonly funnels: readonly {
    readonly name: string;
    readonly steps: readonly (readonly string[])[];
    readonly results: readonly {
      readonly mode: 'ordered' | 'strict' | 'unordered';
      readonly anchor: 'first' | 'any';
      readonly window_days: number | null;
      readonly counts: readonly number[];
      readonly step_conversion: readonly (number | null)[];
      readonly overall_conversion: number;
      readonly median_seconds_to_convert: number | null;
      readonly median_seconds_from_previous_step: readonly (number | null)[];
    }[];
  }[];
}

/** What the reference calls them: its strict steps are one directly after the other. */
const ORDERS = { ordered: 'ordered', strict: 'adjacent', unordered: 'any' } as const;
const ANCHORS = { first: 'first', any: 'best' } as const;

describeEngines('the reference funnels over the travel cost log', (engine) => {
  let test: TestKernel;
  const golden: Golden = JSON.parse(readFileSync(join(SHARED_DATA, 'goldens/funnel_prepaid_travel_cost.json'), 'utf8'));

  beforeAll(async () => {
    test = startKernel(engine);
    await test.call('workspace.create', { file: null });
    const cases = new Set(
      readFileSync(LOG, 'utf8')
        .split('\n')
        .slice(1)
        .flatMap((line) => line.split(',')[0] || []),
    );
    const file = join(engine.folder, 'cases.csv');
    writeFileSync(file, `id\n${[...cases].join('\n')}\n`);
    await test.call('imports.run', { file: test.grant(file), table: 'cases' });
    await test.call('imports.run', { file: test.grant(LOG), table: 'log' });
    const events = [{ table: 'log', customer: 'case_id', time: 'timestamp_utc', name: { column: 'activity' }, props: ['role'] }];
    await test.call('entities.apply', { map: { customers: { table: 'cases', key: 'id' }, events } });
  }, 120_000);

  afterAll(() => test.kernel.close());

  for (const { name, steps, results } of golden.funnels) {
    it(`has every count, share and median of ${name}`, async () => {
      expect(results.length).toBeGreaterThan(10);
      for (const { mode, anchor, window_days: days, ...expected } of results) {
        const spec = {
          steps: steps.map(([event = '', ...or]) => ({ event, or: or.map((each) => ({ event: each })) })),
          within: days === null ? null : { n: days, unit: 'day' as const },
          order: ORDERS[mode],
          anchor: ANCHORS[anchor],
          sameTime: 'fileOrder' as const,
        };
        const found = await test.call('funnels.compute', { spec });
        const counts = found.steps.map(({ count }) => count);
        expect({
          spec,
          counts,
          step_conversion: found.steps.map(({ fromPrevious }) => fromPrevious),
          overall_conversion: found.steps.at(-1)?.fromStart,
          median_seconds_to_convert: found.times?.medianSeconds ?? null,
          median_seconds_from_previous_step: found.steps.map(({ medianSeconds }) => medianSeconds),
        }).toEqual({
          spec,
          counts: expected.counts,
          step_conversion: expected.step_conversion,
          overall_conversion: expected.overall_conversion,
          median_seconds_to_convert: expected.median_seconds_to_convert,
          median_seconds_from_previous_step: expected.median_seconds_from_previous_step,
        });
      }
    }, 120_000);
  }
});
