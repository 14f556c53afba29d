import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CrossLevel, PortraitCross } from '../../../shared/model/portraitCross';
import type { Rule } from '../../../shared/model/rule';
import { expectNear, expectNearP } from '../../shared/stats/reference';
import { describeEngines } from '../../support/engines';
import { openPeople, type TagKernel } from '../../support/tagKernel';

const CUSTOMERS = 4000;
const JOBS = ['worker', 'clerk', 'farmer', 'doctor', 'student'];

/** Ages without a value now and then, cities of which 60 are too many, and a date. */
function people(): string {
  let state = 12_345;
  const dice = (sides: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * sides);
  };
  const lines = Array.from({ length: CUSTOMERS }, (_, row) => {
    const age = dice(20) === 0 ? '' : 18 + dice(60);
    const job = dice(15) === 0 ? '' : JOBS[Math.min(dice(5), dice(5))];
    const born = `20${String(10 + dice(15)).padStart(2, '0')}-${String(1 + dice(12)).padStart(2, '0')}-0${1 + dice(9)}`;
    return `C${row},${age},${job},${dice(3) === 0},city${Math.min(dice(60), dice(60))},${born}`;
  });
  return ['id,age,job,online,city,joined', ...lines].join('\n');
}

/** Workers, mostly. */
const WORKERS: Rule = { kind: 'sql', predicate: `"job" = 'worker' AND "age" < 60` };
const MEMBERS = `coalesce("job" = 'worker' AND "age" < 60, false)`;

describeEngines('two tags at once', (engine) => {
  let test: TagKernel;

  beforeAll(async () => {
    test = await openPeople(engine, people());
  });

  afterAll(() => test.kernel.close());

  const cross = (first: string, second: string, more: object = {}) =>
    test.call('portraits.cross', { spec: { segment: WORKERS, tags: [first, second], ...more } });

  /** Every cell as the database counts it: `first|second|segment|base`, in no order. */
  const expectCells = async (answer: PortraitCross, first: string, second: string, where: string, base = 'true') => {
    const rows = await test.textCells(
      `FROM (SELECT ${first} AS a, ${second} AS b, count(*) FILTER (${MEMBERS}) AS n, count(*) FILTER (${base}) AS m
       FROM tags.customers WHERE ${where} GROUP BY ALL HAVING count(*) FILTER (${MEMBERS} OR ${base}) > 0)`,
    );
    const [a, b] = answer.tags.map(({ levels }) => levels);
    const cells = answer.cells.map(({ at, n, baseN }) => [a?.[at[0]], b?.[at[1]], n, baseN] as const);
    const written = cells.map(([x, y, n, m]) => [nameOf(x), nameOf(y), n, m].join('|'));
    expect(written.sort()).toEqual(rows.map((row) => row.map((cell) => cell ?? 'unknown').join('|')).sort());
  };

  it('counts pairs of a number and a text as GROUP BY does', async () => {
    const answer = await cross('age', 'job');
    const edges = answer.tags[0].levels.map(({ from }) => from).filter((from) => typeof from === 'number');
    const bucket = `coalesce((SELECT max(e) FROM unnest([${edges}]) AS u(e) WHERE e <= "age")::VARCHAR, 'lowest')`;
    await expectCells(answer, bucket, '"job"', `"age" IS NOT NULL AND "job" IS NOT NULL`);
  });

  it('counts pairs with unknown as a level, against the rest', async () => {
    const answer = await cross('job', 'online', { unknown: 'level', base: 'rest' });
    await expectCells(answer, '"job"', '"online"', 'true', `NOT (${MEMBERS})`);
    expect(answer.tags[0].levels.at(-1)).toMatchObject({ value: null });
    expect(answer.known).toEqual({ segment: answer.segments[0]?.n, base: CUSTOMERS - (answer.segments[0]?.n ?? 0) });
  });

  it('puts the rarer of many values together', async () => {
    const answer = await cross('city', 'online');
    const [{ levels }] = answer.tags;
    expect(levels).toHaveLength(40);
    const distinct = await test.countBySql('SELECT count(DISTINCT "city") FROM tags.customers', []);
    expect(levels.at(-1)).toMatchObject({ value: null, others: distinct - 39 });
    const shown = levels.slice(0, -1).map(({ value }) => `'${value}'`);
    const city = `CASE WHEN "city" IN (${shown}) THEN "city" ELSE 'others' END`;
    await expectCells(answer, city, '"online"', 'true');
    const least = Math.min(...levels.slice(0, -1).map(({ baseN }) => baseN));
    const rarer = await test.textCells(`FROM (SELECT max(n) FROM (SELECT count(*) AS n FROM tags.customers
       WHERE "city" NOT IN (${shown}) GROUP BY "city"))`);
    expect(Number(rarer[0]?.[0])).toBeLessThanOrEqual(least);
  });

  it('counts days in buckets of about as many customers', async () => {
    const answer = await cross('joined', 'online', { buckets: 'quantiles' });
    const edges = answer.tags[0].levels.map(({ from }) => from).filter((from) => typeof from === 'string');
    const bucket = `coalesce((SELECT max(e) FROM unnest([${edges.map((edge) => `'${edge}'`)}]) AS u(e)
       WHERE e::DATE <= "joined"), 'lowest')`;
    expect(edges).toHaveLength(9);
    await expectCells(answer, bucket, '"online"', 'true');
  });

  it('counts days by month as GROUP BY does', async () => {
    const spec = { segment: WORKERS, tags: ['joined'], buckets: 'months' as const };
    const { tags } = await test.call('portraits.compute', { spec });
    const months = tags[0]?.values.filter(({ from, to }) => typeof from === 'string' && typeof to === 'string') ?? [];
    const rows =
      await test.textCells(`FROM (SELECT date_trunc('month', "joined")::DATE AS month, count(*) FILTER (${MEMBERS}), count(*)
       FROM tags.customers WHERE "joined" >= '${months[0]?.from}' AND "joined" < '${months.at(-1)?.to}' GROUP BY 1 ORDER BY 1)`);
    expect(months.map(({ from, n, baseN }) => [from, `${n}`, `${baseN}`])).toEqual(rows);
    expect(months.length).toBeGreaterThan(150);
  });

  it('says of a cell what a portrait of the two tags made one says of the value', async () => {
    await test.save('both', { kind: 'expression', sql: `"job" || '/' || "online"` });
    const portrait = await test.call('portraits.compute', { spec: { segment: WORKERS, tags: ['both'] } });
    const { cells, tags } = await cross('job', 'online');
    const byName = new Map(portrait.tags[0]?.values.map((value) => [value.value, value]));
    expect(cells).toHaveLength(byName.size);
    for (const { at, tgi, share, baseShare, pAdjusted, direction } of cells) {
      const name = `${tags[0].levels[at[0]]?.value}/${tags[1].levels[at[1]]?.value}`;
      const value = byName.get(name);
      expect({ direction }, name).toEqual({ direction: value?.direction });
      expectNear(share, value?.share as number, 1e-12, name);
      expectNear(baseShare, value?.baseShare as number, 1e-12, name);
      if (typeof tgi === 'number') expectNear(tgi, value?.tgi as number, 1e-12, name);
      if (typeof pAdjusted === 'number') expectNearP(pAdjusted, value?.pAdjusted as number, name);
    }
  });

  it('refuses one tag twice, and a tag that there is not', async () => {
    const same = await test.failure('portraits.cross', { spec: { segment: WORKERS, tags: ['age', 'age'] } });
    expect(same).toMatchObject({ code: 'INVALID_REQUEST', message: expect.stringContaining('crossed with itself') });
    expect(await test.failure('portraits.cross', { spec: { segment: WORKERS, tags: ['age', 'nobody'] } })).toMatchObject({
      at: { path: 'tags.1' },
    });
  });
});

function nameOf(level: CrossLevel | undefined): string {
  if (level?.others !== undefined) return 'others';
  if (level?.from !== undefined) return level.from === null ? 'lowest' : String(level.from);
  return level?.value === null ? 'unknown' : String(level?.value);
}
