import { type CodeColumn, CodeColumnBuilder } from '../bits/codeColumn';
import { type NumberColumn, NumberColumnBuilder } from '../bits/numberColumn';
import type { Behaviour } from '../model/event';
import { measureType } from '../model/measure';
import { compileMeasure } from '../sql/compileEvent';
import {
  createMeasuredSql,
  DROP_MEASURED_SQL,
  MEASURED_CODES_SQL,
  MEASURED_VALUES_SQL,
  measuredRowsSql,
} from '../sql/measuresSql';
import { printMeasureRows, printMeasureRowsWhole } from '../sql/print';
import type { EvaluationScope } from './evaluationScope';
import { records } from './table';
import { fillColumn } from './tagColumns';

type Column = CodeColumn | NumberColumn;

/**
 * A measure of the events of all customers, counted once per data version whatever it is then compared with; `use` must not
 * keep the column.
 */
export async function withMeasure<T>(
  scope: EvaluationScope,
  { event, where, measure, prop, window }: Behaviour,
  use: (column: Column) => T | Promise<T>,
): Promise<T> {
  const behaviour = { event, where, measure, prop, window } as Behaviour;
  const key = JSON.stringify(['measure', behaviour, scope.session.customers.asOf]);
  const lease = scope.session.open.resident.columns.lease();
  try {
    return await use(lease.get(key) ?? lease.add(key, await loadMeasure(scope, behaviour)));
  } finally {
    lease.release();
  }
}

async function loadMeasure(scope: EvaluationScope, behaviour: Behaviour): Promise<Column> {
  const type = measureType(behaviour, scope.vocabulary.propType);
  return type === 'category'
    ? await loadTexts(scope, behaviour)
    : await loadNumbers(scope, behaviour, type === 'date' ? 'date' : 'number');
}

async function loadNumbers(
  { session, connection, vocabulary, signal }: EvaluationScope,
  behaviour: Behaviour,
  kind: 'number' | 'date',
): Promise<NumberColumn> {
  const measure = compileMeasure(behaviour, vocabulary);
  const builder = new NumberColumnBuilder(session.open.resident.store, session.customers.customers, kind);
  const { sql, params } = measuredRowsSql(printMeasureRows(measure), kind);
  await fillColumn(builder, connection.stream(sql, params, signal));
  return measure.otherwise === 0 ? builder.finishWithZeros() : builder.finish();
}

async function loadTexts(
  { session, connection, vocabulary, signal }: EvaluationScope,
  behaviour: Behaviour,
): Promise<CodeColumn> {
  await connection.exec(createMeasuredSql(printMeasureRowsWhole(compileMeasure(behaviour, vocabulary))), [], signal);
  try {
    const dictionary = records(await connection.query(MEASURED_VALUES_SQL, [], signal)).map(({ value }) => String(value));
    const { store } = session.open.resident;
    const builder = new CodeColumnBuilder(store, session.customers.customers, { kind: 'category', dictionary });
    await fillColumn(builder, connection.stream(MEASURED_CODES_SQL, [], signal));
    return builder.finish();
  } finally {
    await connection.exec(DROP_MEASURED_SQL).catch(() => undefined);
  }
}
