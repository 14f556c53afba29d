import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CampaignTruth, SegmentTruth } from '../../../shared/demo/truths';
import type { Rule } from '../../../shared/model/rule';
import { isGroup } from '../../../shared/model/rule';
import { type Query, queryDemo, type WrittenDemo, writeDemo } from '../../support/demo';

const CUSTOMERS = 20_000;
const SEGMENTS = ['young-digital', 'wealthy-seniors', 'business-owners', 'leaving', 'random-half'];

describe.each(['en', 'zh'] as const)('planted truths in %s', (language) => {
  let demo: WrittenDemo;
  let query: Query;
  let close: () => Promise<void>;

  beforeAll(async () => {
    demo = await writeDemo({ customers: CUSTOMERS, events: 200_000, language });
    ({ query, close } = await queryDemo(demo));
  });

  afterAll(async () => {
    await close();
    await demo.remove();
  });

  const segment = (id: string): SegmentTruth => demo.truths.segments.find((truth) => truth.id === id) ?? expect.fail(`no ${id}`);
  const campaign = (finding: string): CampaignTruth =>
    demo.truths.campaigns.find((truth) => truth.finding === finding) ?? expect.fail(`no ${finding}`);

  test.each(SEGMENTS)('%s has the members that its rule says', async (id) => {
    const { rule, n } = segment(id);
    expect(await query(`SELECT count(*)::BIGINT AS n FROM customers WHERE ${sqlOf(rule)}`)).toEqual([{ n }]);
    expect(n).toBeGreaterThan(200);
  });

  test.each(SEGMENTS)('%s over-indexes as planted', async (id) => {
    const { rule, overIndex } = segment(id);
    for (const { tag, value, ratio } of overIndex) {
      const [found] = await indexes(query, rule, tag, literal(value));
      const { index, base, n } = found ?? {};
      const error = 4 * Math.sqrt(1 / (Number(ratio) * Number(base) * Number(n)) + 1 / (Number(base) * CUSTOMERS));
      expect([tag, Math.abs(Math.log(Number(index) / ratio)) < error, index]).toEqual([tag, true, index]);
    }
    expect(overIndex.length).toBeGreaterThan(id === 'random-half' ? -1 : 5);
  });

  test.each(SEGMENTS)('nothing shows in the noise of %s', async (id) => {
    const { rule, noise } = segment(id);
    for (const tag of noise) {
      for (const { value, n, base, index } of await indexes(query, rule, tag)) {
        const [share, rest] = [Number(base), Number(n)];
        const z = (Number(index) - 1) * Math.sqrt((share * rest) / (1 - share));
        expect([tag, value, Math.abs(z) < 4]).toEqual([tag, value, true]);
      }
    }
    expect(noise.length).toBeGreaterThan(1);
  });

  test('the exposures and events of every campaign give the arms that are written down', async () => {
    for (const truth of demo.truths.campaigns) {
      const [control, treatment] = await arms(query, truth, demo);
      expect([truth.id, control, treatment]).toEqual([truth.id, truth.arms.control, truth.arms.treatment]);
    }
  });

  test('the customers seen in both arms are as many as written down', async () => {
    const [customer, id, variant] = exposureColumns(demo);
    const rows = await query(`SELECT ${id} AS id, count(*)::BIGINT AS n FROM (
      SELECT ${id}, ${customer} FROM exposures GROUP BY ALL HAVING count(DISTINCT ${variant}) > 1) GROUP BY ALL`);
    const planted = demo.truths.campaigns
      .filter(({ crossovers }) => crossovers > 0)
      .map(({ id: name, crossovers }) => ({ id: name, n: crossovers }));
    expect(rows).toEqual(planted);
    expect(planted).toHaveLength(1);
  });

  test('what works shows, what hurts shows, what does nothing and what is too small do not', () => {
    expect(z(campaign('works'))).toBeGreaterThan(3);
    expect(z(campaign('hurts'))).toBeLessThan(-3);
    expect(Math.abs(z(campaign('none')))).toBeLessThan(1.96);
    expect(Math.abs(z(campaign('tooSmall')))).toBeLessThan(1.96);
  });

  test('one campaign works in the young alone', async () => {
    const truth = campaign('segmentOnly');
    const worksIn = truth.worksIn ?? expect.fail('nowhere');
    const young = `${name(worksIn.tag)} IN (${worksIn.values.map(literal).join(', ')})`;
    const inYoung = await arms(query, truth, demo, young);
    const inOthers = await arms(query, truth, demo, `NOT ${young}`);
    expect(zOf(...inYoung)).toBeGreaterThan(3);
    expect(Math.abs(zOf(...inOthers))).toBeLessThan(2.6);
  });

  test('one split leaked, at one branch, and the others did not', async () => {
    for (const truth of demo.truths.campaigns) {
      const [control, treatment] = await arms(query, truth, demo);
      expect([truth.id, chiSquare(control.n, treatment.n, truth.treatmentShare) > 10.83]).toEqual([
        truth.id,
        truth.finding === 'leaked',
      ]);
    }
    const truth = campaign('leaked');
    const branch = literal(truth.leak?.branch ?? '');
    const [, , , column] = exposureColumns(demo);
    const [control, treatment] = await arms(query, truth, demo, `${column} <> ${branch}`);
    expect(chiSquare(control.n, treatment.n, truth.treatmentShare)).toBeLessThan(10.83);
  });
});

interface Arm {
  readonly n: number;
  readonly conversions: number;
}

/** Customer, campaign, variant and branch columns in the language of the data. */
function exposureColumns({ demo, truths }: WrittenDemo): [string, string, string, string] {
  const [source] = demo.entities.exposures;
  return [
    name(String(source?.customer)),
    name(source?.campaign ?? ''),
    name(source?.variant ?? ''),
    truths.language === 'zh' ? '开户网点' : 'branch_id',
  ];
}

/** Control and treatment from the tables, first exposure counting, without those seen in both, of the customers that `where` names. */
async function arms(query: Query, truth: CampaignTruth, demo: WrittenDemo, where = 'true'): Promise<[Arm, Arm]> {
  const [customer, id, variant] = exposureColumns(demo);
  const { events, exposures } = demo.demo.entities;
  const [event] = events;
  const product = name(event?.props[0] ?? '');
  const rows = await query(`
    WITH first AS (
      SELECT ${customer} AS customer, min(${variant}) AS variant, min(${name(exposures[0]?.time ?? '')}) AS time FROM exposures
      WHERE ${id} = ${literal(truth.id)} GROUP BY ALL HAVING count(DISTINCT ${variant}) = 1),
    bought AS (
      SELECT ${customer} AS customer, ${name(event?.time ?? '')} AS time FROM events
      WHERE ${name(nameColumn(event?.name))} = ${literal(truth.conversion.event)} AND ${product} = ${literal(truth.conversion.product)})
    SELECT variant, count(*)::BIGINT AS n, count(*) FILTER (EXISTS (FROM bought b WHERE b.customer = first.customer
      AND b.time >= first.time AND b.time <= first.time + INTERVAL (${truth.conversion.withinDays}) DAY))::BIGINT AS conversions
    FROM first JOIN customers ON customers.${customer} = first.customer WHERE ${where} GROUP BY variant`);
  const arm = (...names: string[]): Arm => {
    const row = rows.find((candidate) => names.includes(String(candidate.variant)));
    return { n: Number(row?.n), conversions: Number(row?.conversions) };
  };
  return [arm('control', '对照组'), arm('treatment', '实验组')];
}

function nameColumn(source: { column: string } | { value: string } | undefined): string {
  return source !== undefined && 'column' in source ? source.column : '';
}

/** Share in the segment over share of all, by value, of customers for whom the tag is known. */
function indexes(query: Query, rule: Rule, tag: string, value?: string) {
  const where = sqlOf(rule);
  return query(`
    WITH known AS (SELECT ${name(tag)} AS value, coalesce(${where}, false) AS member FROM customers WHERE ${name(tag)} IS NOT NULL)
    SELECT value, (count(*) FILTER (member) / (SELECT count(*) FROM known WHERE member)) / (count(*) / (SELECT count(*) FROM known)) AS index,
      count(*) / (SELECT count(*) FROM known) AS base, (SELECT count(*) FROM known WHERE member)::BIGINT AS n
    FROM known WHERE ${value === undefined ? 'true' : `value = ${value}`} GROUP BY value`);
}

/** The few forms of rule that the truths use. */
function sqlOf(rule: Rule): string {
  if (isGroup(rule) && rule.kind === 'all') return rule.rules.map(sqlOf).join(' AND ');
  if (rule.kind !== 'tag') return expect.fail(`no ${rule.kind} here`);
  const operators: Record<string, string> = { is: '=', gte: '>=', in: 'IN' };
  return `${name(rule.tag)} ${operators[rule.op] ?? expect.fail(rule.op)} (${rule.values.map((value) => literal(value)).join(', ')})`;
}

function z({ arms: { control, treatment } }: CampaignTruth): number {
  return zOf(control, treatment);
}

function zOf(control: Arm, treatment: Arm): number {
  const pooled = (control.conversions + treatment.conversions) / (control.n + treatment.n);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / control.n + 1 / treatment.n));
  return (treatment.conversions / treatment.n - control.conversions / control.n) / error;
}

function chiSquare(control: number, treatment: number, share: number): number {
  const total = control + treatment;
  return (treatment - total * share) ** 2 / (total * share) + (control - total * (1 - share)) ** 2 / (total * (1 - share));
}

function name(column: string): string {
  return `"${column.replaceAll('"', '""')}"`;
}

function literal(value: unknown): string {
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
}
