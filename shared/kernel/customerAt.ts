import { fault } from '../model/result';
import { quoted } from '../model/saying';
import { type CustomerKeys, customerByKeySql } from '../sql/customerRowsSql';
import { HAS_CUSTOMER_ROWS_SQL } from '../sql/customerSql';
import { readEntityMap } from './entityMap';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { records } from './table';

/** One customer of the data as they are. */
export interface CustomerAt {
  readonly key: string;
  readonly row: number;
}

/** Where the keys of the customers stand; null where there is no key column and a customer is named by its row, from 1. */
export async function customerKeys(connection: SqlConnection): Promise<CustomerKeys | null> {
  const { table = '', key } = (await readEntityMap(connection))?.customers ?? {};
  if (typeof key !== 'string') return null;
  return { table, key, rows: await customerNumbering(connection) };
}

/** What the row numbers of the customers are, as they are numbered now. */
export async function customerNumbering(connection: SqlConnection): Promise<'rowid' | 'numbered'> {
  return Number(records(await connection.query(HAS_CUSTOMER_ROWS_SQL))[0]?.n) > 0 ? 'numbered' : 'rowid';
}

/** Found by the key alone, without a look at any other column. @throws Fault UNKNOWN_CUSTOMER, NO_CUSTOMERS. */
export async function findCustomer(session: Session, connection: SqlConnection, customer: string): Promise<CustomerAt> {
  const { customers } = session.customers;
  const keys = await customerKeys(connection);
  const row = keys ? await rowOfKey(connection, keys, customer) : Number(/^[1-9]\d*$/.exec(customer)?.[0] ?? 0) - 1;
  if (row !== undefined && row >= 0 && row < customers) return { key: customer, row };
  throw fault('UNKNOWN_CUSTOMER', 'customer.unknown', { customer: quoted(customer) }, { hint: 'hint.chooseCustomer' });
}

async function rowOfKey(connection: SqlConnection, keys: CustomerKeys, customer: string): Promise<number | undefined> {
  const row = records(await connection.query(customerByKeySql(keys), [customer]))[0]?.row;
  return typeof row === 'number' ? row : undefined;
}
