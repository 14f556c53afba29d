import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EntityMap } from '../../shared/model/entities';
import type { TestKernel } from './kernel';

/**
 * A bank in small, shaped like the Czech one of 1999: transactions know accounts only, and an account has an owner and maybe a
 * disponent. Account 30 has no owner, transaction 7 names an account that is not there, 9 has no time.
 */
const TABLES: Readonly<Record<string, string>> = {
  client: 'client_id,gender,district\n1,F,Prague\n2,M,Brno\n3,F,Prague\n4,M,Plzen\n5,M,Brno\n',
  account: 'account_id,opened\n10,1993-01-05\n20,1993-03-01\n30,1994-07-11\n40,1995-02-20\n',
  disp: 'disp_id,client_id,account_id,type\n1,1,10,OWNER\n2,2,10,DISPONENT\n3,2,20,OWNER\n4,3,30,DISPONENT\n5,4,40,OWNER\n6,5,40,DISPONENT\n',
  trans: [
    'trans_id,account_id,date,type,amount,channel',
    '1,10,1996-01-03 09:00:00,CREDIT,100.5,branch',
    '2,10,1996-01-09 10:30:00,DEBIT,20,atm',
    '3,20,1996-02-01 08:00:00,CREDIT,300,branch',
    '4,30,1996-02-03 12:00:00,DEBIT,5,atm',
    '5,40,1996-02-28 23:59:59,CREDIT,70,online',
    '6,40,1996-02-27 00:00:00,DEBIT,7,online',
    '7,99,1996-02-20 15:00:00,DEBIT,1,atm',
    '8,,1996-02-21 15:00:00,DEBIT,2,atm',
    '9,20,,CREDIT,11,branch',
    '',
  ].join('\n'),
  visits: 'client_id,day,page,amount\n1,1996-03-02,home,1\n3,1996-01-01,loans,2\n8,1996-01-02,home,3\n',
  savings: [
    'client_id,month_end,saved,row',
    '1,1996-01-31,1000,1',
    '2,1996-01-31,2000,2',
    '3,1996-01-31,3000,3',
    '1,1996-02-29,1100,4',
    '3,1996-02-29,,5',
    '1,1996-03-31,1200,6',
    '',
  ].join('\n'),
  mailing:
    'campaign,client_id,arm,sent,cost\nspring,1,letter,1996-02-01,1.5\nspring,2,control,,0\nspring,9,letter,1996-02-01,1.5\n',
};

export const OWNER = "type = 'OWNER'";

/** Transactions through disposition to client, of all dispositions or of those that meet the condition. */
export function transactions(where: string | null = OWNER): EntityMap['events'][number] {
  const via = [{ table: 'disp', from: 'account_id', to: 'client_id', ...(where === null ? {} : { where }) }];
  return {
    table: 'trans',
    customer: { column: 'account_id', via },
    time: 'date',
    name: { column: 'type' },
    props: ['amount', 'channel'],
  };
}

export function berkaMap(parts: Partial<EntityMap> = {}): EntityMap {
  return {
    customers: { table: 'client', key: 'client_id' },
    attributes: [],
    events: [],
    balances: [],
    exposures: [],
    relations: [],
    ...parts,
  };
}

/** A new workspace in memory with the tables. */
export async function loadBerka(test: TestKernel, folder: string, tables = Object.keys(TABLES)): Promise<void> {
  await test.call('workspace.create', { file: null });
  for (const table of tables) {
    const path = join(folder, `${table}.csv`);
    writeFileSync(path, TABLES[table] ?? '');
    await test.call('imports.run', { file: test.grant(path), table, options: { header: true } });
  }
}

const numbers = (n: number) => Array.from({ length: n }, (_, index) => index + 1);
const csv = (header: string, rows: readonly string[]) => `${[header, ...rows].join('\n')}\n`;
const day = (n: number) => new Date(Date.UTC(1996, 0, n)).toISOString().slice(0, 10);

/** 40 clients, 30 accounts with an owner each and every third with a disponent too, all keys whole numbers from 1 on. */
export const BANK: Readonly<Record<string, string>> = {
  client: csv(
    'client_id,gender,age',
    numbers(40).map((n) => `${n},${n % 2 ? 'F' : 'M'},${20 + (n % 15)}`),
  ),
  account: csv(
    'account_id,frequency',
    numbers(30).map((n) => `${n},${n % 2 ? 'weekly' : 'monthly'}`),
  ),
  disp: csv('disp_id,client_id,account_id,type', [
    ...numbers(30).map((n) => `${n},${n},${n},OWNER`),
    ...numbers(10).map((n) => `${30 + n},${30 + n},${3 * n},DISPONENT`),
  ]),
  trans: csv(
    'trans_id,account_id,date,type,amount',
    numbers(200).map((n) => `${n},${1 + (n % 30)},${day(n)},${n % 3 ? 'CREDIT' : 'DEBIT'},${n}.25`),
  ),
  card: csv(
    'card_id,disp_id,issued',
    numbers(20).map((n) => `${n},${2 * n},${day(n)}`),
  ),
  savings: csv(
    'client_id,month_end,saved',
    numbers(90).map((n) => `${1 + (n % 30)},1996-0${1 + Math.floor((n - 1) / 30)}-28,${n}.5`),
  ),
};
