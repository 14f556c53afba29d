import type { CallContext } from '../rpc/method';
import { keyText } from '../sql/audiencesSql';
import { createCellsSql, PACKAGE_CELLS } from '../sql/packageReviewSql';
import {
  COUNT_SHARED_SQL,
  COUNT_TRACED_SQL,
  countCalledSql,
  countOrderedSql,
  differingCellsSql,
  keepCalledSql,
  keepTracedSql,
} from '../sql/tracesSql';
import { hashedText } from '../sql/treatmentSql';
import { historyPseudonym } from './exportJudgement';
import { orderOf } from './exportRows';
import type { FoundList } from './foundList';
import { customersBy } from './policySets';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import type { StoredExport } from './storedExports';
import { records, type Table } from './table';
import { TextBatch } from './textBatch';

export interface ToTrace {
  readonly list: FoundList;
  readonly exports: readonly StoredExport[];
  /** By recipient. */
  readonly keys: ReadonlyMap<string, Uint8Array>;
  readonly history: Uint8Array;
}

/** Customers that a list and packages share. */
export interface Shared {
  /** Rows of the list of which the customer is known. */
  readonly lines: number;
  /** Whose pseudonyms the list calls them by; null: nobody's. */
  readonly recipient: string | null;
  /** By package. */
  readonly of: ReadonlyMap<
    string,
    { readonly customers: number; readonly order: { readonly pairs: number; readonly inOrder: number } }
  >;
}

/** How customers are called in a list, and where. */
interface Calling {
  readonly place: number;
  readonly n: number;
  readonly recipient: string | null;
  readonly text: string;
}

/** Finds the column that calls customers by their keys or by a recipient's pseudonyms, and which packages hold those customers. */
export async function sharedCustomers(
  session: Session,
  connection: SqlConnection,
  { list, exports, keys, history }: ToTrace,
  call: CallContext,
): Promise<Shared> {
  await connection.exec(createCellsSql(list.columns));
  await connection.append(PACKAGE_CELLS, batches(list));
  const by = await customersBy(session, connection);
  const key = keyText(by.rowColumn, by.key);
  const named = [...keys].map(([recipient, recipientKey]) => {
    return { recipient, text: hashedText(`CAST(${key} AS VARCHAR)`, { key: recipientKey, type: 'customer' }) };
  });
  const calling = await bestCalling(
    connection,
    { list, rowColumn: by.rowColumn, named: [{ recipient: null, text: key }, ...named] },
    call,
  );
  if (!calling) return { lines: 0, recipient: null, of: new Map() };
  const pseudonym = await historyPseudonym(session, connection, history);
  await connection.exec(keepCalledSql(by.rowColumn, calling.text), [], call.signal);
  await connection.exec(keepTracedSql(calling.place, { rowColumn: by.rowColumn, key, pseudonym }), [], call.signal);
  const found = records(await connection.query(COUNT_SHARED_SQL, [], call.signal));
  const counts = new Map(found.map((row) => [String(row.id), Number(row.found)]));
  const of = new Map<string, { customers: number; order: { pairs: number; inOrder: number } }>();
  for (const { id, spec } of exports) {
    const customers = counts.get(id) ?? 0;
    const recipientKey = keys.get(spec.recipient.name);
    if (customers === 0 || !recipientKey) continue;
    const order = hashedText('traced.key', { key: recipientKey, type: orderOf(id) });
    const [row] = records(await connection.query(countOrderedSql(order), [id], call.signal));
    of.set(id, { customers, order: { pairs: Number(row?.pairs), inOrder: Number(row?.ahead) } });
  }
  const lines = Number(records(await connection.query(COUNT_TRACED_SQL, [], call.signal))[0]?.n);
  return { lines, recipient: calling.recipient, of };
}

/** Columns of keys repeat little, even in lists that were put together. */
const FEWEST_DIFFERENT = 0.2;

async function bestCalling(
  connection: SqlConnection,
  asked: { readonly list: FoundList; readonly rowColumn: string; readonly named: readonly Pick<Calling, 'recipient' | 'text'>[] },
  { signal, progress }: CallContext,
): Promise<Calling | null> {
  const [shares = {}] = records(await connection.query(differingCellsSql(asked.list.columns), [], signal));
  const places = Array.from({ length: asked.list.columns }, (_, place) => place).filter(
    (place) => Number(shares[`c${place}`] ?? 0) >= FEWEST_DIFFERENT,
  );
  let best: Calling | null = null;
  for (const [nth, { recipient, text }] of asked.named.entries()) {
    progress({ phase: 'rows', fraction: nth / asked.named.length });
    await connection.exec(keepCalledSql(asked.rowColumn, text), [], signal);
    for (const place of places) {
      const n = Number(records(await connection.query(countCalledSql(place), [], signal))[0]?.n);
      if (n > (best?.n ?? 0)) best = { place, n, recipient, text };
    }
  }
  return best;
}

function* batches({ rows, columns }: FoundList): Generator<Table> {
  const batch = new TextBatch(columns);
  for (const cells of rows) {
    for (const [place, cell] of cells.entries()) if (cell !== null) batch.set(place, cell);
    batch.endRow();
    if (batch.isFull) yield batch.take();
  }
  yield batch.take();
}
