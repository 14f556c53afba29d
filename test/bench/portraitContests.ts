import { BitStore, type Bitset } from '../../shared/bits/bitStore';
import { overlap } from '../../shared/bits/counts';
import { records, rowNumbers } from '../../shared/kernel/table';
import type { PortraitAnswer } from '../../shared/model/answers';
import { type Comparison, compare, compareOnce } from './contest';
import { between } from './ruleContests';
import { type BenchWorkspace, CALL, CATEGORY_TAGS, NUMBER_TAGS } from './workspace';

const VISITS = 2_000_000;
/** Whose counts are held to SQL. */
const HELD_SHARE = 0.35;
/** The database takes a minute for each. */
const SLOW_RUNS = 2;

/** Portraits against the best statements for the same. */
export async function comparePortraits(workspace: BenchWorkspace): Promise<Comparison[]> {
  const comparisons = [await firstPortrait(workspace)];
  for (const share of [0.024, HELD_SHARE, 0.7]) comparisons.push(await portrait(workspace, share));
  return [...comparisons, await brushStep(workspace), await overlaps(workspace)];
}

const TAGS = [...CATEGORY_TAGS, ...NUMBER_TAGS];

/** Columns are loaded and numbers are cut, which is kept: it may take as much of the database's time as the first count of a leaf. */
async function firstPortrait(workspace: BenchWorkspace): Promise<Comparison> {
  return await compareOnce({
    work: `portrait of ${TAGS.length} tags, 10% segment, the first since the data came / SQL`,
    reach: { atMost: 3 },
    product: () => computed(workspace, 0.1),
    other: () => inSql(workspace, 0.1, DECILES),
  });
}

async function portrait(workspace: BenchWorkspace, share: number): Promise<Comparison> {
  const { tags } = await computed(workspace, share);
  const edgesOf = new Map(tags.map(({ tag, values }) => [tag, values.flatMap(({ from }) => from ?? [])]));
  const edges = (tag: string) => edgesOf.get(tag) ?? [];
  if (share === HELD_SHARE) await hold(workspace, share, tags);
  return await compare({
    work: `portrait of ${TAGS.length} tags, ${share * 100}% segment, warm / SQL`,
    reach: { atLeast: 5, within: 200 },
    product: () => computed(workspace, share),
    other: () => inSql(workspace, share, edges),
    runs: SLOW_RUNS,
  });
}

const computed = ({ kernel }: BenchWorkspace, share: number) =>
  kernel.handlers['portraits.compute'](
    {
      spec: {
        segment: between('visits', 0, Math.round(share * VISITS)),
        base: 'all',
        tags: TAGS,
        unknown: 'apart',
        buckets: 'readable',
      },
    },
    CALL,
  );

type Edges = (tag: string) => readonly (number | string)[];

/** A number's ends and quantiles are asked for anyway. */
const DECILES: Edges = () => [];

/** All categories in one pass; of a number the buckets, and its mean, deviation and quantiles of the segment and of everybody. */
async function inSql({ connection }: BenchWorkspace, share: number, edges: Edges): Promise<void> {
  const member = `visits <= ${Math.round(share * VISITS)}`;
  const sets = CATEGORY_TAGS.map((tag) => `(${tag})`).join(', ');
  await connection.query(
    `SELECT ${CATEGORY_TAGS.join(', ')}, ${countsOf(member)} FROM tags.customers GROUP BY GROUPING SETS (${sets})`,
  );
  for (const tag of NUMBER_TAGS) {
    await connection.query(
      `SELECT ${bucketOf(tag, edges(tag))} AS bucket, ${countsOf(member)} FROM tags.customers WHERE ${tag} IS NOT NULL GROUP BY ALL`,
    );
    await connection.query(`SELECT ${factsOf(tag, member)} FROM tags.customers`);
  }
}

function countsOf(member: string): string {
  return `count(*) FILTER (WHERE ${member}) AS n, count(*) AS base_n`;
}

function bucketOf(tag: string, edges: readonly (number | string)[]): string {
  if (edges.length === 0) return '0';
  return `CASE ${edges.map((edge, bucket) => `WHEN ${tag} < ${quoted(edge)} THEN ${bucket}`).join(' ')} ELSE ${edges.length} END`;
}

function quoted(edge: number | string): string {
  return typeof edge === 'number' ? String(edge) : `DATE '${edge}'`;
}

function factsOf(tag: string, member: string): string {
  const number = tag === 'opened' ? `(opened - DATE '1970-01-01')` : tag;
  const facts = [
    `avg(${number})`,
    `stddev_samp(${number})`,
    `quantile_cont(${number}, [0, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 1])`,
  ];
  return facts.flatMap((fact) => [fact, `${fact} FILTER (WHERE ${member})`]).join(', ');
}

/** @throws Error where a count of a value is not what SQL counts. */
async function hold({ connection }: BenchWorkspace, share: number, tags: PortraitAnswer['tags']): Promise<void> {
  for (const { tag, values } of tags) {
    const edges = values.flatMap(({ from }) => from ?? []);
    const level = NUMBER_TAGS.includes(tag) ? bucketOf(tag, edges) : tag;
    const counts = countsOf(`visits <= ${Math.round(share * VISITS)}`);
    const table = await connection.query(
      `SELECT n, base_n FROM (SELECT ${level} AS level, ${counts} FROM tags.customers WHERE ${tag} IS NOT NULL GROUP BY ALL) ORDER BY base_n, n`,
    );
    const theirs = records(table).map(({ n, base_n }) => `${n}/${base_n}`);
    const ours = values.toSorted((a, b) => a.baseN - b.baseN || a.n - b.n).map(({ n, baseN }) => `${n}/${baseN}`);
    if (ours.join() !== theirs.join()) throw new Error(`${tag}: ${ours.join()} here, ${theirs.join()} in SQL`);
  }
}

const CHARTS = ['c0', 'c1', 'c2', 'age', 'visits', 'opened'];

/** A step of a drag over ages, beside three values of a text: each step is a brush that was not counted before. */
async function brushStep({ kernel, connection }: BenchWorkspace): Promise<Comparison> {
  const member = `visits <= ${HELD_SHARE * VISITS}`;
  const spec = (run: number) => ({
    segment: between('visits', 0, HELD_SHARE * VISITS),
    base: 'all' as const,
    tags: CHARTS,
    buckets: 'readable' as const,
    brushes: [
      { tag: 'c0', values: ['v1', 'v2', 'v3'], ranges: [] },
      { tag: 'age', values: [], ranges: [{ from: 20, to: 40 + run }] },
    ],
  });
  const conditions = (run: number): [string, string][] => [
    ['c0', `c0 IN ('v1', 'v2', 'v3')`],
    ['age', `age >= 20 AND age < ${40 + run}`],
  ];
  const brush = (run: number) => kernel.handlers['portraits.brush']({ spec: spec(run) }, CALL);
  const { tags } = await brush(-1);
  const levelOf = (tag: string) => {
    const edges = tags.find((chart) => chart.tag === tag)?.levels.flatMap(({ from }) => from ?? []) ?? [];
    return NUMBER_TAGS.includes(tag) ? bucketOf(tag, edges) : tag;
  };
  return await compare({
    work: `one step of brushing ${CHARTS.length} linked charts, 35% segment / one statement for each chart`,
    reach: { atLeast: 5, within: 200 },
    product: brush,
    other: async (run) => {
      for (const tag of CHARTS) {
        const others = conditions(run).filter(([of]) => of !== tag);
        const left = [member, ...others.map(([, is]) => is)].join(' AND ');
        await connection.query(`SELECT ${levelOf(tag)} AS level, ${countsOf(left)} FROM tags.customers GROUP BY ALL`);
      }
    },
  });
}

const SEGMENTS = 30;
const OVERLAP_ROWS = 200_000;

/** Few rows, since the database counts each of the pairs by itself. */
async function overlaps({ connection }: BenchWorkspace): Promise<Comparison> {
  await connection.exec(
    `CREATE OR REPLACE TEMP TABLE sets AS SELECT i AS row, ${setColumns()} FROM range(${OVERLAP_ROWS}) AS r(i)`,
  );
  const store = new BitStore(2 ** 28);
  const bitsets: Bitset[] = [];
  for (let set = 0; set < SEGMENTS; set++) {
    const members = await connection.query(`SELECT CAST(row AS UINTEGER) AS row FROM sets WHERE s${set}`);
    bitsets.push(store.fromRows(OVERLAP_ROWS, rowNumbers(members)));
  }
  const pairs = bitsets.flatMap((_, a) => bitsets.slice(a).map((__, more) => `count(*) FILTER (WHERE s${a} AND s${a + more})`));
  const sql = `SELECT ${pairs.map((pair, index) => `${pair} AS p${index}`).join(', ')} FROM sets`;
  return await compare({
    work: `overlap of ${SEGMENTS} segments of ${OVERLAP_ROWS} customers / all pairs in SQL`,
    reach: { atLeast: 100, within: 150 },
    product: async () => overlap(bitsets),
    other: () => connection.query(sql),
  });
}

function setColumns(): string {
  return Array.from({ length: SEGMENTS }, (_, set) => `hash(i, ${set}) % 100 < ${2 + set * 3} AS s${set}`).join(', ');
}
