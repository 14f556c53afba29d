import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { CDNOW_MAP, cdnow } from '../../support/cdnow';
import { commandLine } from '../../support/commandLine';

const folder = mkdtempSync(join(tmpdir(), 'huaxiang-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function huaxiang(...args: readonly string[]): Promise<string> {
  const { code, out, error } = await commandLine(args);
  expect({ code, error }).toEqual({ code: 0, error: '' });
  return out;
}

test('the command line counts what the customers of CDNOW did as the reference does, as JSON and as a table', async () => {
  const golden = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../../../shared/data/goldens/cohort_cdnow.json'), 'utf8'),
  ) as { cohorts: Record<string, { size: number; active: number[]; revenue: number[] }> };
  const workspace = join(folder, 'cdnow.huaxiang');
  const { customers, purchases } = cdnow();
  await huaxiang('import', workspace, file('customers.csv', customers), file('purchases.csv', purchases));
  await huaxiang('entities', workspace, '--apply', file('map.json', JSON.stringify(CDNOW_MAP)));
  const spec = {
    start: { event: 'purchase' },
    return: { event: 'purchase' },
    unit: 'month',
    range: { from: '1997-01-01', to: '1997-03-31' },
    value: 'paid',
  };
  const asked = ['retention', workspace, '--spec', file('spec.json', JSON.stringify(spec))];
  const answer = JSON.parse(await huaxiang(...asked, '--json'));
  const found = answer.cohorts.map(({ start, size, cells }: { start: string; size: number; cells: Record<string, number>[] }) => [
    start.slice(0, 7),
    { size, active: cells.map(({ count }) => count), revenue: cells.map(({ value }) => value) },
  ]);
  expect(Object.fromEntries(found)).toEqual(
    Object.fromEntries(
      Object.entries(golden.cohorts).map(([month, { size, active, revenue }]) => [month, { size, active, revenue }]),
    ),
  );
  const lines = (await huaxiang(...asked)).split('\n');
  expect(lines[1]).toMatch(/^\s*23570\s+23570\s+23570$/);
  expect(lines.find((line) => line.startsWith('1997-01-01'))).toMatch(/7846\s+100.0%\s+14.7%\s+12.3%/);

  const trend = {
    series: [
      { event: 'purchase', measure: 'customers' },
      { event: 'purchase', measure: 'sum', prop: 'paid', label: 'paid' },
    ],
    unit: 'month',
    annotate: true,
    range: { from: '1997-01-01', to: '1997-03-31' },
  };
  const trendAsked = ['trend', workspace, '--spec', file('trend.json', JSON.stringify(trend))];
  const cohorts = Object.values(golden.cohorts);
  const sumOfMonth = (key: 'active' | 'revenue', month: number) =>
    cohorts.slice(0, month + 1).reduce((sum, cohort, at) => sum + (cohort[key][month - at] ?? 0), 0);
  const months = [0, 1, 2];
  const [buyers, paid] = JSON.parse(await huaxiang(...trendAsked, '--json')).series;
  expect(buyers.values).toEqual(months.map((month) => sumOfMonth('active', month)));
  expect(buyers.total).toBe(cohorts.reduce((sum, { size }) => sum + size, 0));
  for (const month of months) expect(paid.values[month]).toBeCloseTo(sumOfMonth('revenue', month), 6);
  const printed = (await huaxiang(...trendAsked)).split('\n');
  expect(printed.find((line) => line.startsWith('1997-02-01'))).toContain(String(buyers.values[1]));

  const twice = {
    steps: [{ event: 'purchase' }, { event: 'purchase' }],
    within: { n: 30, unit: 'day' },
    range: { from: '1997-01-01', to: '1997-03-31' },
  };
  const funnel = ['funnel', workspace, '--spec', file('funnel.json', JSON.stringify(twice))];
  const [, again] = JSON.parse(await huaxiang(...funnel, '--json')).steps;
  const mark = ['--mark', file('mark.json', JSON.stringify({ kind: 'reached', step: 1 }))];
  expect(again.count).toBeGreaterThan(1000);
  expect(JSON.parse(await huaxiang(...funnel, ...mark, '--json'))).toEqual({ n: again.count });
  const kept = JSON.parse(await huaxiang(...funnel, ...mark, '--freeze', 'Came again', '--json'));
  expect(kept).toMatchObject({ list: { name: 'Came again' }, members: again.count, unknownKeys: 0 });
  const rule = file('rule.json', JSON.stringify({ kind: 'list', list: kept.list.id }));
  expect(JSON.parse(await huaxiang('count', workspace, '--rule', rule, '--json'))).toMatchObject({ count: again.count });

  const note = { id: 'prices', day: '1997-02-03', label: 'New prices' };
  const saved = ['annotations', workspace, '--apply', file('note.json', JSON.stringify(note)), '--json'];
  expect(JSON.parse(await huaxiang(...saved))).toEqual([note]);
  const shown = JSON.parse(await huaxiang(...trendAsked, '--json')).annotations;
  expect(shown).toEqual([{ label: 'New prices', from: '1997-02-03', to: '1997-02-03', campaign: false }]);
  expect(await huaxiang('annotations', workspace, '--list')).toMatch(/1997-02-03\s+New prices\s+prices/);
  expect(JSON.parse(await huaxiang('annotations', workspace, '--remove', 'prices', '--json'))).toEqual([]);
});
