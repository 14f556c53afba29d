import { type CodeColumn, CodeColumnBuilder } from '../bits/codeColumn';
import { type EventMeasure, measureEvents } from '../bits/eventMeasures';
import { type NumberColumn, NumberColumnBuilder } from '../bits/numberColumn';
import { dayNumber } from '../model/calendar';
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
import { indexedEvents, nullWhenFull, pauseOf } from './eventIndex';
import { matchingEvents, momentsOf, withProperty } from './eventMatches';
import { fillColumn } from './loadColumn';
import { records } from './table';

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
  if (type === 'category') return await loadTexts(scope, behaviour);
  const kind = type === 'date' ? 'date' : 'number';
  return (await nullWhenFull(() => measureFromIndex(scope, behaviour, kind))) ?? (await loadNumbers(scope, behaviour, kind));
}

/** Null where only the database can say. */
async function measureFromIndex(
  scope: EvaluationScope,
  behaviour: Behaviour,
  kind: 'number' | 'date',
): Promise<NumberColumn | null> {
  const { session, connection, signal } = scope;
  const { asOf } = session.customers;
  const moments = momentsOf(behaviour.window, asOf);
  const indexed = moments && (await indexedEvents(session, connection, signal));
  const matching = indexed && (await matchingEvents(scope, indexed, behaviour, moments));
  if (!matching) return null;
  const measured = (measure: EventMeasure) => measureEvents(indexed.index, matching, measure, kind, pauseOf(signal));
  try {
    const { measure, prop = '' } = behaviour;
    if (measure === 'topValue') return null;
    if (measure === 'count') return await measured({ measure });
    if (measure === 'daysSinceFirst' || measure === 'daysSinceLast') return await measured({ measure, asOf: dayNumber(asOf) });
    return await withProperty(scope, indexed, prop, (of) => measured({ measure, of }));
  } finally {
    matching.release();
  }
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
