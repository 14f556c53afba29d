import { expect, test } from 'vitest';
import type { ExperimentDecision, ExperimentRow } from '#shared/model/experiment';
import { experimentSpecSchema } from '#shared/model/experiment';
import type { LedgerAnswer, LedgerRow } from '#shared/model/ledger';
import { boardHtml } from '#shared/report/boardHtml';
import { boardSheets } from '#shared/report/boardSheets';
import { boardSlides } from '#shared/report/boardSlides';
import { cellText } from '#shared/report/cell';
import { ledgerHtml } from '#shared/report/ledgerHtml';
import { ledgerRecords } from '#shared/report/ledgerRecords';
import { ledgerTable, tableCsv } from '#shared/report/ledgerTable';
import { writerOf } from '#shared/report/portraitFacts';

const NONE = { state: 'insufficient', found: 0, needed: 1 } as const;
const metrics = [{ kind: 'conversion', label: 'bought', of: { event: 'purchase' } }];
const estimate = (value: number) => ({ estimate: value, interval: [value - 0.01, value + 0.01] as const, method: 'newcombe' });

interface Said {
  readonly decision?: ExperimentDecision;
  readonly n?: number;
  readonly value?: number;
}

function row(name: string, { decision = 'adopt', n = 1000, value = 0.2 }: Said = {}): LedgerRow {
  const sizes = { n, controlN: 1000, value, controlValue: 0.1 };
  const found = { ...sizes, difference: estimate(0.1), relative: estimate(1), test: NONE, pAdjusted: NONE };
  return {
    ...{
      source: 'release',
      id: name,
      name,
      scope: null,
      customers: n + 1000,
      from: '2026-06-01',
      to: '2026-06-30',
      phase: 'ended',
    },
    spec: experimentSpecSchema.parse({ release: name, control: 'control', metrics }),
    verdict: { decision, variant: 'call', reasons: [] },
    row: { ...found, metric: 'bought', kind: 'conversion', role: 'primary', variant: 'call' } as ExperimentRow,
    shrunk: { ...estimate(0.09), method: 'empiricalBayes', trust: 0.9 },
    money: {
      ...{ variant: 'call', cost: 400, revenue: 700, grossRoi: 0.75, incrementalMargin: NONE, costPerConversion: NONE },
      incrementalRoi: estimate(-0.5),
    },
  } as LedgerRow;
}

const FAILED = { ...row('C'), fault: { code: 'UNKNOWN_TAG', message: 'There is no tag.' } } as unknown as LedgerRow;

function ledger(...rows: LedgerRow[]): LedgerAnswer {
  return {
    rows,
    winRate: { wins: 1, decided: 2, share: 0.5, interval: [0.1, 0.9] },
    ...{ untrusted: 1, open: 0, failed: 1, event: null },
    totals: [{ of: 'conversions', over: 'all', campaigns: 2, raw: estimate(120), shrunk: { ...estimate(100), method: 'sum' } }],
  };
}

const RESTS_ON = {
  ...{ dataVersion: 1, receipts: [], definition: 'x', asOf: '2026-06-30', engine: 'native' as const },
  base: { name: 'all', n: 9000 },
};

test('a campaign is a row with every number, its interval and nothing where there is none', () => {
  const untrusted = row('B', { decision: 'notTrustworthy' });
  const { campaigns, totals, winRate } = ledgerRecords(ledger(row('A'), untrusted, { ...FAILED, name: 'C' }));
  expect(campaigns[0]).toMatchObject({
    n: 1000,
    difference: 0.1,
    differenceLow: expect.closeTo(0.09),
    liftHigh: 1.01,
    shrunk: 0.09,
    cost: 400,
  });
  expect(campaigns[0]).toMatchObject({ incrementalRoi: -0.5, hidden: false, verdict: 'adopt' });
  expect(campaigns[1]).toMatchObject({ verdict: 'notTrustworthy', metric: 'bought', n: null, difference: null, cost: null });
  expect(totals).toEqual([
    ...[{ of: 'conversions', over: 'all', campaigns: 2, raw: 120, rawLow: 119.99, rawHigh: 120.01 }].map((total) => ({
      ...total,
      ...{ shrunk: 100, shrunkLow: 99.99, shrunkHigh: 100.01 },
    })),
  ]);
  expect(winRate).toEqual({ wins: 1, decided: 2, share: 0.5, low: 0.1, high: 0.9 });
});

test.each([
  ['few customers', { n: 9 }],
  ['few who converted', { value: 0.009 }],
  ['few who did not', { value: 0.991 }],
])('of %s no number is told, nor what they would follow from', (_, said) => {
  const answer = ledger(row('A'), row('B', said));
  const { campaigns, totals } = ledgerRecords(answer);
  expect(campaigns[1]).toMatchObject({ hidden: true, n: null, difference: null, cost: null, revenue: null });
  expect(campaigns[0]).toMatchObject({ hidden: false, difference: 0.1, shrunk: null, shrunkLow: null });
  expect(totals[0]).toMatchObject({ raw: null, rawLow: null, shrunk: null });
  const page = ledgerHtml(answer, RESTS_ON, 'en');
  expect(page).toContain('No number is given of a campaign with few customers');
  expect(ledgerHtml(ledger(row('A')), RESTS_ON, 'en')).not.toContain('No number is given of a campaign with few customers');
});

test('the page asks for nothing, escapes names and says how often campaigns won', () => {
  const page = ledgerHtml(ledger(row('<b>A</b>'), row('B', { decision: 'notTrustworthy' })), RESTS_ON, 'zh');
  expect(page).not.toMatch(/https?:|\ssrc=|\shref=|@import|url\(/);
  expect(page).toContain('&lt;b&gt;A&lt;/b&gt;');
  expect(page).toContain('2 个有结论的活动中 1 个采用，胜率 50%');
  expect(page).not.toMatch(/NaN|Infinity|undefined/);
  expect(ledgerHtml(ledger(), RESTS_ON, 'en')).toContain('There is no campaign to compare yet.');
});

test('on a board it is its sentences and a table that a slide holds, in every format without numbers of few customers', () => {
  const part = (answer: LedgerAnswer) => ({ kind: 'ledger', title: '', answer }) as const;
  const parts = [part(ledger(row('A'), row('B', { n: 9 }), { ...FAILED, name: 'C' }))];
  const sheet = boardSheets(parts, RESTS_ON, 'en')[0];
  expect(sheet?.name).toBe('1 Ledger of campaigns');
  const cells = (name: string) => sheet?.rows.find(([first]) => first === name);
  expect(cells('A')?.slice(3)).toEqual([
    ...['bought', 'call', 1000, 1000, '+10.00 pp [+9.00 pp, +11.00 pp]'],
    ...['+100.0% [+99.0%, +101.0%]', '-50.0% [-51.0%, -49.0%]'],
  ]);
  expect(cells('B')?.slice(5)).toEqual([...['too few, not shown', 'too few, not shown'], null, null, null]);
  expect(cells('C')?.[2]).toBe('Not computed');
  const slide = boardSlides('Board', parts, RESTS_ON, 'zh')[1];
  expect(slide?.title).toBe('活动台账');
  expect(slide?.table?.[0]).toHaveLength(10);
  expect(slide?.foot).toContain('胜率 50%');
  const page = boardHtml({ name: 'Board' }, parts, RESTS_ON, 'en');
  expect(page).toContain('<h2>Ledger of campaigns</h2>');
  expect(page).toContain('No number is given of a campaign with few customers');
  const none = boardSlides('Board', [part(ledger())], RESTS_ON, 'en')[1];
  expect(JSON.stringify(none)).toContain('There is no campaign to compare yet.');
});

test('as comma-separated text no cell is a formula, quotes are doubled and negative numbers stay numbers', () => {
  const csv = tableCsv(ledgerTable(ledger(row('=1+"a",b'), row('C')), writerOf('en')));
  const [, first = ''] = csv.split('\r\n');
  expect(csv.startsWith('\ufeffCampaign,Source,')).toBe(true);
  expect(first.startsWith('"\'=1+""a"",b",Released here,2000,2026-06-01,')).toBe(true);
  expect(first.endsWith(',400,700,0.75,-0.5,-0.51,-0.49')).toBe(true);
  const { heads, rows } = ledgerTable(ledger(row('A')), writerOf('zh'));
  expect(rows[0]).toHaveLength(heads.length);
  expect(rows[0]?.map(cellText)).toContain('+10.00 个百分点');
});
