import type { Bitset } from '../bits/bitStore';
import { isoDay } from '../model/calendar';
import { fault } from '../model/result';
import { type Condition, isGroup, type Rule } from '../model/rule';
import { quoted } from '../model/saying';
import type { ExplainAnswer, ExplainBlock } from '../model/segment';
import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import { customerRowSql, tagAtSql } from '../sql/explainSql';
import { childPath } from './checkComparison';
import { withMembers } from './evaluate';
import type { EvaluationScope } from './evaluationScope';
import { withMeasure } from './measures';
import type { SqlConnection } from './ports';
import { restsOn } from './restsOn';
import type { Session } from './session';
import { type Cell, records } from './table';
import { definitionOf, readBy, readVocabulary } from './vocabulary';

export function explainHandlers(session: Session): Pick<Handlers<KernelMethods>, 'rules.explain'> {
  return {
    'rules.explain': ({ rule, customer }, { signal }) =>
      session.readOneVersion(async (connection): Promise<ExplainAnswer> => {
        const vocabulary = await readVocabulary(session, connection, [rule], signal);
        const row = await rowOf(session, connection, vocabulary.key, customer);
        const scope = { session, connection, vocabulary, signal };
        const blocks = await explainBlocks(scope, rule, row);
        return {
          key: customer,
          member: blocks[0]?.passes ?? false,
          blocks,
          restsOn: await restsOn(session, connection, {
            definition: { rule: definitionOf(rule, vocabulary), customer },
            read: readBy([rule], vocabulary),
          }),
        };
      }),
  };
}

/** @throws Fault UNKNOWN_CUSTOMER. */
async function rowOf(session: Session, connection: SqlConnection, key: string | null, customer: string): Promise<number> {
  const { rowColumn } = session.customers;
  const found = records(await connection.query(customerRowSql(rowColumn, key), [customer]))[0]?.row;
  if (found !== undefined && found !== null) return Number(found);
  throw fault('UNKNOWN_CUSTOMER', 'customer.unknown', { customer: quoted(customer) }, { hint: 'hint.chooseCustomer' });
}

/** The bits of every block are asked for this one row, so that the answer is what the count counts. */
export async function explainBlocks(scope: EvaluationScope, rule: Rule, row: number, path = ''): Promise<ExplainBlock[]> {
  const { session, connection, signal } = scope;
  const has = (members: Bitset) => members.has(row);
  const passes = await withMembers(session, connection, { who: rule }, signal, has);
  if (!isGroup(rule)) {
    const value = await valueRead(scope, rule, row);
    return [{ path, passes, ...(value === undefined ? {} : { value }) }];
  }
  const blocks: ExplainBlock[] = [{ path, passes }];
  for (const [index, child] of rule.rules.entries())
    blocks.push(...(await explainBlocks(scope, child, row, childPath(path, index))));
  return blocks;
}

/** What a condition compared for the customer; undefined where it compares no value. */
async function valueRead(scope: EvaluationScope, condition: Condition, row: number): Promise<Cell | undefined> {
  const { session, connection, signal } = scope;
  if (condition.kind === 'tag') {
    const sql = tagAtSql(session.customers.rowColumn, condition.tag, row);
    return records(await connection.query(sql, [], signal))[0]?.value ?? null;
  }
  if (condition.kind !== 'event') return undefined;
  return await session.withResident(() =>
    withMeasure(scope, condition, (column) => {
      const value = column.valueAt(row);
      return typeof value === 'number' && column.kind === 'date' ? isoDay(value) : value;
    }),
  );
}
