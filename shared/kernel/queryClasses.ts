import { classOf } from '../model/classification';
import type { ResultColumn } from '../model/query';
import { kindsOfRows } from './columnKinds';
import type { QueryRows, ReadyQuery } from './runQuery';
import { cutRows } from './tablePieces';

/** Rows of a result that are looked at. */
const TRIED_ROWS = 1000;

/** The class of every column of a result: what a person said of a column of that name in the tables it is read from, else what its cells say. */
export function classedColumns(
  { batches, rows, columns }: QueryRows,
  { checked: { tables }, classification: { kinds, overruled } }: Pick<ReadyQuery, 'checked' | 'classification'>,
  today: string,
): ResultColumn[] {
  const said = overruled.filter(({ table }) => tables.some(({ schema, name }) => schema === 'data' && name === table));
  const tried = kindsOfRows(cutRows(batches, 0, Math.min(rows, TRIED_ROWS)), columns, today);
  return columns.map((column, index) => {
    const found = tried[index] ?? { kind: null, evidence: { rule: 'none', share: 0, cells: 0, named: false } };
    const table = said.find((each) => each.column === column.name)?.table ?? '';
    const { kind, dataClass } = classOf({ table, column: column.name, ...found }, { kinds, overruled: said });
    return { ...column, kind, dataClass };
  });
}
