import { type ColumnKind, classificationSchema } from '../model/classification';
import type { ExportRisk } from '../model/exportRisk';
import type { ColumnType, TableColumn } from '../model/import';
import { MASK_KINDS, type MaskKind } from '../model/mask';
import type { Manifest } from '../model/package';
import {
  type CellFinding,
  type PackageReview,
  REVIEWED_TABLE,
  type ReviewedRows,
  type UndeclaredKind,
} from '../model/packageReview';
import { reviewChecks } from '../package/reviewChecks';
import { type CountedColumn, kindsOfTable } from '../privacy/tableKinds';
import { undeclaredKinds } from '../privacy/undeclared';
import type { KernelMethods } from '../rpc/contract';
import type { CallContext, Handlers } from '../rpc/method';
import { cellName, DROP_CELLS_SQL, measureCellsSql, reviewedTableSql, shownCells } from '../sql/packageReviewSql';
import { qualified } from '../sql/quote';
import { INSERT_TABLE_SQL } from '../sql/workspaceSql';
import { todayOf } from './columnClasses';
import { countEveryCell } from './columnKinds';
import { tableNames } from './columnNames';
import { saveDefinition } from './definitions';
import { measureRisk } from './exportRisk';
import { stageCells } from './packageCells';
import { comparedNumbers } from './packageNumbers';
import { readPackageFile } from './packages';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { type Cell, records } from './table';
import { createWorkspace } from './workspace';

/** Looks into a package that anybody made. */
export function packageReviewHandlers(session: Session): Pick<Handlers<KernelMethods>, 'packages.review'> {
  return {
    'packages.review': async ({ file }, call) => {
      const { files, ...reading } = await readPackageFile(session, file);
      await createWorkspace(session, null);
      const { manifest } = reading;
      const data = manifest && (await session.writeData((connection) => reviewRows(session, connection, manifest, files, call)));
      session.changed('tables', 'classification');
      return { reading, data, checks: reviewChecks(reading, data, session.ports.clock.today()) };
    },
  };
}

type DeclaredColumn = Manifest['columns'][number];

/** A column of the manifest as it is looked at. */
interface LookedColumn extends TableColumn, Pick<DeclaredColumn, 'treatment' | 'kind' | 'dataClass'> {
  readonly declared: string;
}

async function reviewRows(
  session: Session,
  connection: SqlConnection,
  manifest: Manifest,
  files: ReadonlyMap<string, Uint8Array>,
  call: CallContext,
): Promise<PackageReview['data']> {
  call.progress({ phase: 'rows' });
  const staged = await stageCells(session, connection, manifest, files, call.signal);
  if ('fault' in staged) return staged;
  const { rows, columns, cells, misfits, untreated } = await measureCells(connection, manifest, call.signal);
  const undeclared = await undeclaredIn(connection, { columns, cells }, todayOf(session), call);
  await keepTable(session, connection, columns, undeclared);
  call.progress({ phase: 'risk' });
  const risk = await measureRisk(connection, riskQuestion(manifest, columns), call.signal);
  const small = risk.sizes.filter(({ size }) => size < risk.limit);
  return {
    rows,
    columns: columns.map(({ name, type }) => ({ name, type })),
    undeclared,
    untreated,
    misfits,
    formulas: findings(columns, cells, staged.formulas),
    numbers: comparedNumbers(manifest, { ...risk, sensitive: asDeclared(risk.sensitive, columns) }),
    small: { classes: small.reduce((sum, { classes }) => sum + classes, 0), rows: risk.below },
  };
}

interface MeasuredCells extends Pick<ReviewedRows, 'rows' | 'misfits' | 'untreated'> {
  readonly columns: readonly LookedColumn[];
  /** Known ones of each column. */
  readonly cells: readonly number[];
}

/** What stands in the columns; one with a cell that is no value of its type is taken for text. */
async function measureCells(
  connection: SqlConnection,
  { columns: declared }: Manifest,
  signal: AbortSignal,
): Promise<MeasuredCells> {
  const names = tableNames(declared.map(({ name }) => name));
  const asked = declared.map((column) => ({ ...column, type: typeOf(column) }));
  const row: Record<string, Cell> = records(await connection.query(measureCellsSql(asked), [], signal))[0] ?? {};
  const of = (measure: string) => asked.map((_, place) => Number(row[`${measure}${place}`]));
  const misfits = of('m');
  const columns = asked.map(({ name, type, ...column }, place) => {
    const fits = misfits[place] === 0;
    return { ...column, declared: name, name: names[place] ?? name, type: fits ? type : ('text' as const) };
  });
  return {
    rows: Number(row.rows),
    columns,
    cells: of('n'),
    misfits: findings(columns, of('n'), misfits),
    untreated: findings(columns, of('n'), of('u')),
  };
}

/** Only what is kept has its own type in the file; days may be moments. */
function typeOf({ treatment, type }: DeclaredColumn): ColumnType {
  if (treatment.kind !== 'keep') return 'text';
  return type === 'date' ? 'timestamp' : type;
}

function findings(columns: readonly LookedColumn[], cells: readonly number[], found: readonly number[]): CellFinding[] {
  return columns.flatMap(({ declared }, place) => {
    const n = found[place] ?? 0;
    return n === 0 ? [] : [{ column: declared, n, cells: cells[place] ?? 0 }];
  });
}

/** The table as any other of a workspace; what was declared or found of persons in it is masked where it is shown. */
async function keepTable(
  session: Session,
  connection: SqlConnection,
  columns: readonly LookedColumn[],
  undeclared: readonly UndeclaredKind[],
): Promise<void> {
  await connection.exec(reviewedTableSql(columns));
  await connection.exec(DROP_CELLS_SQL);
  const plain = columns.map(({ name, type }) => ({ name, type }));
  await connection.exec(INSERT_TABLE_SQL, [REVIEWED_TABLE, JSON.stringify(plain), null]);
  const now = session.ports.clock.now();
  const signed = { table: REVIEWED_TABLE, reason: 'declared or found', by: 'review', at: new Date(now).toISOString() };
  const overruled = columns.flatMap((column) => {
    const kind = maskedAs(column, undeclared);
    return kind ? [{ ...signed, column: column.name, kind, dataClass: kind === 'credential' ? 'C3' : 'C2' }] : [];
  });
  const body = classificationSchema.parse({ overruled });
  await saveDefinition(connection, { kind: 'classification', id: 'classification', body, now });
}

/** Whose cells are masked as a whole; of others the numbers and addresses in them are. */
const WHOLE_CELLS: readonly ColumnKind[] = ['credential', 'name', 'address'];

function maskedAs({ declared, kind, treatment }: LookedColumn, undeclared: readonly UndeclaredKind[]): MaskKind | undefined {
  const found = undeclared.filter(({ column }) => column === declared).map((each) => each.kind);
  const whole = MASK_KINDS.find((each) => WHOLE_CELLS.includes(each) && found.includes(each));
  if (whole) return whole;
  if (found.length > 0) return 'freeText';
  return treatment.kind === 'keep' ? MASK_KINDS.find((each) => each === kind) : undefined;
}

/** What the cells hold of persons that nobody declared. */
async function undeclaredIn(
  connection: SqlConnection,
  { columns, cells }: Pick<MeasuredCells, 'columns' | 'cells'>,
  today: string,
  { signal, progress }: CallContext,
): Promise<UndeclaredKind[]> {
  const counted: CountedColumn[] = [];
  for (const [place, column] of columns.entries()) {
    progress({ phase: 'classes', fraction: place / columns.length });
    const type = column.type === 'number' ? 'integer' : column.type;
    const asked = { name: column.name, cell: cellName(place), type };
    const counts = await countEveryCell(connection, shownCells(column, place), asked, today, signal);
    counted.push({ name: column.name, type, counts });
  }
  const kinds = kindsOfTable(counted);
  return columns.flatMap((column, place) => {
    const [each, kind] = [counted[place], kinds[place]];
    if (!each || !kind) return [];
    const undeclared = undeclaredKinds(column, each.counts, kind);
    return Array.from(undeclared, ([held, n]) => ({ column: column.declared, kind: held, n, cells: cells[place] ?? 0 }));
  });
}

function asDeclared(sensitive: ExportRisk['sensitive'], columns: readonly LookedColumn[]): ExportRisk['sensitive'] {
  return sensitive.map((each) => ({
    ...each,
    column: columns.find(({ name }) => name === each.column)?.declared ?? each.column,
  }));
}

function riskQuestion({ quasi, sensitive, risk: { limit } }: Manifest, columns: readonly LookedColumn[]) {
  const placed = (names: readonly string[]) => columns.filter(({ declared }) => names.includes(declared));
  return {
    relation: qualified('data', REVIEWED_TABLE),
    population: null,
    quasi: placed(quasi).map(({ name }) => name),
    sensitive: placed(sensitive).map(({ name, type }) => ({
      column: name,
      isOrdered: type === 'number' || type === 'timestamp',
    })),
    limit,
  };
}
