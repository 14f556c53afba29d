import type { Bitset } from '../bits/bitStore';
import type { CodeColumn } from '../bits/codeColumn';
import { countCodes } from '../bits/counts';
import type { NumberColumn } from '../bits/numberColumn';
import { type Brush, type BrushedTag, brushRule, type PortraitBrush, type PortraitBrushSpec } from '../model/portraitBrush';
import type { Tag } from '../model/tag';
import type { KernelMethods } from '../rpc/contract';
import type { CallContext, Handlers } from '../rpc/method';
import { evaluateRule, withMembers } from './evaluate';
import { crossLevel, placeOfLevel } from './portraitCross';
import { type LevelledColumn, levelledColumns } from './portraitPairs';
import { askedTags, bothOf, withBase } from './portraits';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { subjectOf } from './subject';
import { withColumns } from './tagColumns';

export function portraitBrushHandlers(session: Session): Pick<Handlers<KernelMethods>, 'portraits.brush'> {
  return {
    'portraits.brush': ({ spec }, call) => session.readOneVersion((connection) => brushTags(session, connection, spec, call)),
  };
}

async function brushTags(
  session: Session,
  connection: SqlConnection,
  spec: PortraitBrushSpec,
  { signal }: CallContext,
): Promise<PortraitBrush> {
  const tags = await askedTags(session, connection, spec, signal);
  const subject = await subjectOf(connection, spec.segment);
  return await withMembers(session, connection, subject, signal, (members) =>
    withBase(session, connection, spec, [members], signal, (base) =>
      withBrushes(session, connection, spec.brushes, signal, async (brushes) => {
        const sets = { members, base: base.bits, brushes };
        const counted = await countCharts(session, connection, tags, { sets, spec, signal });
        return {
          segments: [{ id: subject.id, name: subject.name, n: members.count() }],
          base: { name: base.name, n: base.bits.count() },
          ...counted,
        };
      }),
    ),
  );
}

interface BrushBits {
  readonly tag: string;
  readonly bits: Bitset;
}

/** The customers that each brush leaves; they are released after `use`. */
async function withBrushes<T>(
  session: Session,
  connection: SqlConnection,
  brushes: readonly Brush[],
  signal: AbortSignal,
  use: (brushes: readonly BrushBits[]) => Promise<T>,
): Promise<T> {
  const found: BrushBits[] = [];
  try {
    for (const brush of brushes) {
      await evaluateRule(session, connection, brushRule(brush), signal, ({ members }) => {
        members.retain();
        found.push({ tag: brush.tag, bits: members });
      });
    }
    return await use(found);
  } finally {
    for (const { bits } of found) bits.release();
  }
}

interface BrushedSets {
  readonly members: Bitset;
  readonly base: Bitset;
  readonly brushes: readonly BrushBits[];
}

interface Asked {
  readonly sets: BrushedSets;
  readonly spec: PortraitBrushSpec;
  readonly signal: AbortSignal;
}

async function countCharts(
  session: Session,
  connection: SqlConnection,
  tags: readonly Tag[],
  { sets, spec, signal }: Asked,
): Promise<Pick<PortraitBrush, 'n' | 'tags'>> {
  const asked = { buckets: spec.buckets, unknown: 'level' as const };
  const count = (charts: readonly LevelledColumn[]) => countLevels(session, tags, charts, sets);
  const level = (columns: (CodeColumn | NumberColumn)[]) =>
    levelledColumns(session, tags, columns, { countsOf: ({ totals }) => totals, asked, signal }, count);
  return await session.withResident(() => withColumns(session, connection, tags, level, signal));
}

/** Charts without a brush of their own are counted together, among those whom all brushes leave. */
function countLevels(
  session: Session,
  tags: readonly Tag[],
  charts: readonly LevelledColumn[],
  { members, base, brushes }: BrushedSets,
): Pick<PortraitBrush, 'n' | 'tags'> {
  const columns = charts.map(({ column }) => column);
  const baseCounts = countCodes(columns, base);
  const all = brushedBy(session, members, brushes);
  try {
    const isBrushed = (tag: Tag) => brushes.some((brush) => brush.tag === tag.id);
    const together = columns.filter((_, at) => !isBrushed(tags[at] as Tag));
    const countsOf = new Map(countCodes(together, all).map((counts, at) => [together[at], counts]));
    const counted = charts.map((chart, at) => {
      const tag = tags[at] as Tag;
      const counts = isBrushed(tag) ? countBrushed(session, chart, tag, { members, base, brushes }) : countsOf.get(chart.column);
      return brushedTag(tag, chart, counts ?? new Uint32Array(), baseCounts[at] ?? new Uint32Array());
    });
    return { n: all.count(), tags: counted };
  } finally {
    all.release();
  }
}

/** Of one chart, among those whom the brushes of the others leave. */
function countBrushed(
  session: Session,
  { column }: LevelledColumn,
  { id }: Tag,
  { members, brushes }: BrushedSets,
): Uint32Array | undefined {
  const others = brushes.filter(({ tag }) => tag !== id);
  const set = brushedBy(session, members, others);
  try {
    return countCodes([column], set)[0];
  } finally {
    set.release();
  }
}

/** Those of the members whom the brushes leave; the caller owns them. */
function brushedBy(session: Session, members: Bitset, brushes: readonly BrushBits[]): Bitset {
  members.retain();
  let left = members;
  for (const { bits } of brushes) {
    const next = bothOf(session, left, bits);
    left.release();
    left = next;
  }
  return left;
}

function brushedTag(tag: Tag, chart: LevelledColumn, counts: Uint32Array, baseCounts: Uint32Array): BrushedTag {
  const { id, name, type, unit, labels } = tag;
  const [n, baseN, everybody] = [counts, baseCounts, chart.column.totals].map((of) => levelCounts(chart, of));
  const labelOf = new Map(labels.map(({ value, label }) => [value as unknown, label]));
  const levels = chart.levels.flatMap((level, at) => {
    const of = { n: n?.[at] ?? 0, baseN: baseN?.[at] ?? 0 };
    return everybody?.[at] === 0 && (level === null || typeof level !== 'object')
      ? []
      : [crossLevel(level, of, labelOf.get(level))];
  });
  const place = placeOfLevel(tag);
  return {
    tag: id,
    name,
    type,
    ...(unit === undefined ? {} : { unit }),
    n: sum(counts),
    baseN: sum(baseCounts),
    levels: type === 'category' ? levels.sort((a, b) => place(a) - place(b)) : levels,
  };
}

function levelCounts({ levels, levelOf }: LevelledColumn, counts: Uint32Array): number[] {
  const found = new Array<number>(levels.length).fill(0);
  for (const [code, n] of counts.entries()) {
    const level = levelOf[code] ?? -1;
    if (level >= 0) found[level] = (found[level] ?? 0) + n;
  }
  return found;
}

function sum(counts: Uint32Array): number {
  return counts.reduce((total, n) => total + n, 0);
}
