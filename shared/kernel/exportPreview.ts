import type { Coarse } from '../model/coarse';
import type { ExportPreview, ExportSpec } from '../model/export';
import type { CoarserStep } from '../model/exportRisk';
import { maskText } from '../model/mask';
import type { CallContext } from '../rpc/method';
import { EXPORT_ROWS, exportTextsSql, sourceTextsSql } from '../sql/exportRowsSql';
import { maskOfTag } from './customerMasks';
import { coarserSteps, tryStep, typeOf } from './exportCoarser';
import type { Judged } from './exportJudgement';
import type { StagedColumn } from './exportRows';
import { personColumns } from './personColumns';
import { customersBy } from './policySets';
import type { SqlConnection } from './ports';
import type { PersonColumns } from './resident';
import { restsOn } from './restsOn';
import type { Session } from './session';
import type { StagedExport } from './stagedExport';
import { textRows } from './table';

const SHOWN_ROWS = 20;

interface ToPreview {
  readonly spec: ExportSpec;
  readonly staged: StagedExport;
  readonly judged: Judged;
  /** Of the recipient. */
  readonly key: Uint8Array;
}

/** The first rows before and after, and what coarser values would come to. */
export async function previewRows(
  session: Session,
  connection: SqlConnection,
  { spec, staged, judged, key }: ToPreview,
  call: CallContext,
): Promise<ExportPreview> {
  const { columns } = staged;
  const by = await customersBy(session, connection);
  const persons = await personColumns(session, connection, call.signal);
  const values = columns.map(({ value }) => value);
  const before = await connection.query(sourceTextsSql(by.rowColumn, values, SHOWN_ROWS), [], call.signal);
  const after = await connection.query(exportTextsSql(EXPORT_ROWS, columns.length, SHOWN_ROWS), [], call.signal);
  const steps: Coarse[][] = [];
  for (const each of columns) steps.push(await coarserSteps(connection, each, by.rowColumn, call.signal));
  const coarser: CoarserStep[] = [];
  for (const [at, each] of columns.entries()) {
    if (!spec.quasi.includes(each.column.name)) continue;
    for (const to of steps[at] ?? []) {
      coarser.push(
        await tryStep(
          connection,
          { spec, columns, each, to, limit: judged.risk.limit, rowColumn: by.rowColumn, key },
          call.signal,
        ),
      );
    }
  }
  return {
    found: staged.found,
    rows: staged.leaving,
    withheld: staged.withheld,
    suppressed: staged.suppressed,
    canaries: staged.canaries?.rows.length ?? 0,
    columns: columns.map(({ column, tag, dataClass }, at) => ({
      name: column.name,
      treatment: column.treatment,
      type: typeOf(tag),
      dataClass,
      coarser: steps[at] ?? [],
    })),
    before: textRows(before).map((cells) => cells.map((cell, at) => maskedCell(columns[at], cell, persons))),
    after: textRows(after),
    ...judged,
    coarser,
    restsOn: await restsOn(session, connection, {
      definition: spec,
      read: { tags: columns.flatMap(({ tag }) => tag ?? []), tables: [] },
    }),
  };
}

/** A value as the analyst may see it. */
function maskedCell(column: StagedColumn | undefined, cell: string | null, persons: PersonColumns): string | null {
  if (cell === null || !column) return cell;
  if (column.kind !== null) return maskText(column.kind, cell);
  return column.tag && maskOfTag(column.tag.id, persons) === 'whole' ? '***' : cell;
}
