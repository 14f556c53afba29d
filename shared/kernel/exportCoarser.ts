import { type Coarse, DAY_STEPS, REGION_STEPS } from '../model/coarse';
import { type ExportSpec, isStricter, type PreviewColumn, type Treatment } from '../model/export';
import type { CoarserStep } from '../model/exportRisk';
import type { Tag } from '../model/tag';
import { placeReader } from '../privacy/placeOf';
import { classSizesSql, entropySql } from '../sql/exportRiskSql';
import { distinctTextsSql, endsSql, STAGED_ROWS, stagedOtherwise } from '../sql/exportRowsSql';
import { quasiOf, type StagedColumn, treatedValue } from './exportRows';
import type { SqlConnection } from './ports';
import { records } from './table';

/** Bands of numbers that are worth a try: not so many that every customer has an own one, not so few that nothing is left. */
const [MOST_BANDS, FEWEST_BANDS] = [100, 3];
const ROUND = [1, 2, 5];
/** Different values that are looked at for places. */
const TRIED_VALUES = 200;
const MOSTLY = 0.8;

export function typeOf(tag: Tag | null): PreviewColumn['type'] {
  return tag === null || tag.type === 'category' ? 'text' : tag.type;
}

/** How a column's values may be made coarser than they leave, finest first. */
export async function coarserSteps(
  connection: SqlConnection,
  { tag, value, column }: StagedColumn,
  rowColumn: string,
  signal: AbortSignal,
): Promise<Coarse[]> {
  const { treatment } = column;
  if (tag === null || (treatment.kind !== 'keep' && treatment.kind !== 'generalise')) return [];
  const steps = await allSteps(connection, tag, { value, rowColumn }, signal);
  return steps.filter((to) => isStricter(treatment, { kind: 'generalise', to }));
}

async function allSteps(
  connection: SqlConnection,
  tag: Tag,
  { value, rowColumn }: { readonly value: string; readonly rowColumn: string },
  signal: AbortSignal,
): Promise<Coarse[]> {
  if (tag.type === 'date') return DAY_STEPS.map((unit) => ({ unit }));
  if (tag.type === 'number') {
    const { low, high } = records(await connection.query(endsSql(value), [], signal))[0] ?? {};
    return bandWidths(Number(high) - Number(low)).map((width) => ({ width }));
  }
  if (tag.type !== 'category') return [];
  const tried = distinctTextsSql(value, { rowColumn, ofAll: true, limit: TRIED_VALUES });
  const texts = records(await connection.query(tried, [], signal)).map((row) => String(row.value));
  return REGION_STEPS.filter((region) => isMostlyCoarser(texts, placeReader(region))).map((region) => ({ region }));
}

/** 1, 2 or 5 times a power of ten. */
function bandWidths(range: number): number[] {
  const widths: number[] = [];
  for (let power = 1; power * FEWEST_BANDS <= range; power *= 10) {
    widths.push(
      ...ROUND.map((times) => times * power).filter((width) => range / width <= MOST_BANDS && range / width >= FEWEST_BANDS),
    );
  }
  return widths.filter((width) => width > 1);
}

function isMostlyCoarser(texts: readonly string[], read: (text: string) => string | null): boolean {
  const places = texts.map(read).filter((place) => place !== null);
  return places.length >= texts.length * MOSTLY && new Set(places).size < texts.length;
}

interface Trial {
  readonly spec: ExportSpec;
  readonly columns: readonly StagedColumn[];
  readonly each: StagedColumn;
  readonly to: Coarse;
  readonly limit: number;
  readonly rowColumn: string;
  readonly key: Uint8Array;
}

/** What the classes would be with one column coarser, before small ones stay behind. */
export async function tryStep(connection: SqlConnection, trial: Trial, signal: AbortSignal): Promise<CoarserStep> {
  const { spec, columns, each, to, limit, rowColumn, key } = trial;
  const treatment: Treatment = { kind: 'generalise', to };
  const scope = { key, rowColumn, ofAll: false };
  const value = await treatedValue(connection, { ...each, column: { ...each.column, treatment } }, scope, signal);
  const relation = stagedOtherwise(rowColumn, each.staged, value);
  const sizes = records(await connection.query(classSizesSql(relation, quasiOf(columns, spec)), [], signal));
  const bits = async (of: string) => Number(records(await connection.query(entropySql(of, each.staged), [], signal))[0]?.bits);
  const [before, after] = [await bits(STAGED_ROWS), await bits(relation)];
  return {
    column: each.column.name,
    to,
    k: sizes[0] === undefined ? null : Number(sizes[0].size),
    below: sizes.reduce((sum, { size, classes }) => sum + (Number(size) < limit ? Number(size) * Number(classes) : 0), 0),
    loss: before > 0 ? Math.max(0, 1 - after / before) : 0,
  };
}
