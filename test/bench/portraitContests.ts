import { BitStore, type Bitset } from '../../shared/bits/bitStore';
import { overlap } from '../../shared/bits/counts';
import { rowNumbers } from '../../shared/kernel/table';
import { type Comparison, compare } from './contest';
import { between } from './ruleContests';
import { type BenchWorkspace, CALL, CATEGORY_TAGS } from './workspace';

const VISITS = 2_000_000;

/** Portraits against the best single statement for the same counts. */
export async function comparePortraits(workspace: BenchWorkspace): Promise<Comparison[]> {
  const shares = [0.024, 0.35, 0.8];
  const comparisons: Comparison[] = [];
  for (const share of shares) comparisons.push(await portrait(workspace, share));
  return [...comparisons, await overlaps(workspace)];
}

async function portrait({ kernel, connection }: BenchWorkspace, share: number): Promise<Comparison> {
  const members = between('visits', 0, Math.round(share * VISITS));
  const spec = {
    segment: members,
    base: 'all' as const,
    tags: CATEGORY_TAGS,
    unknown: 'apart' as const,
    buckets: 'readable' as const,
  };
  const sets = CATEGORY_TAGS.map((tag) => `(${tag})`).join(', ');
  const counts = `count(*) FILTER (WHERE visits <= ${Math.round(share * VISITS)}) AS n, count(*) AS base_n`;
  const sql = `SELECT ${CATEGORY_TAGS.join(', ')}, ${counts} FROM tags.customers GROUP BY GROUPING SETS (${sets})`;
  return await compare({
    work: `portrait of ${CATEGORY_TAGS.length} tags, ${share * 100}% segment, warm / GROUPING SETS in SQL`,
    reach: { atLeast: 5, within: 200 },
    product: () => kernel.handlers['portraits.compute']({ spec }, CALL),
    other: () => connection.query(sql),
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
