import { isoDay } from '../model/calendar';
import type { ImportOptions } from '../model/import';
import { type BalanceKind, balance, MONTH_ENDS } from './balances';
import type { Bank } from './bank';
import { type CsvEncoding, csvFile } from './csvFile';
import { customerColumns, dayCells, managerId, moneyText, type SheetColumn, sheetColumn } from './customerColumns';
import { customerId } from './customers';
import {
  BRANCHES,
  CAMPAIGNS,
  CITIES,
  type ColumnName,
  columnName,
  inLanguage,
  MANAGERS_PER_BRANCH,
  PRODUCTS,
  texts,
} from './definition';
import { NO_PRODUCT } from './eventLog';
import { managerName } from './identity';
import { NEXT_MONTH_FILE, nextMonthSheet } from './nextMonth';
import { type ParquetColumn, parquetFile } from './parquetFile';
import { workbookFile } from './workbookFile';

/** A file as the bank hands it over, and how it becomes a table. */
export interface BankFile {
  readonly name: string;
  readonly table: string;
  readonly rows: number;
  /** Import options; `null` where the ready workspace leaves the file out. */
  readonly options: ImportOptions | null;
  bytes(): Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

const PRODUCT_KINDS = ['deposit', 'fund', 'wealth', 'loan', 'card', 'insurance', 'gold'];
const SECONDS_PER_DAY = 86_400;

/** All files of the bank; the bytes are made when they are asked for. */
export function bankFiles(bank: Bank): BankFile[] {
  const nextMonth = nextMonthSheet(bank);
  return [
    sheet('customers', customerColumns(bank), bank.customers.count),
    eventsFile(bank),
    balancesFile(bank),
    sheet('holdings', holdingColumns(bank), bank.holdings.length),
    sheet('products', productColumns(bank), PRODUCTS.length),
    sheet('branches', branchColumns(bank), BRANCHES.length),
    sheet('campaigns', campaignColumns(bank), CAMPAIGNS.length),
    sheet('exposures', exposureColumns(bank), bank.campaigns.exposures.length),
    leftOut(sheet('managers', managerColumns(bank), BRANCHES.length * MANAGERS_PER_BRANCH, 'gb18030')),
    leftOut(workbook('products', productColumns(bank), PRODUCTS.length)),
    leftOut({ ...sheet('customers', nextMonth.columns, nextMonth.rows), name: NEXT_MONTH_FILE }),
  ];
}

function leftOut(file: BankFile): BankFile {
  return { ...file, options: null };
}

function sheet(table: string, columns: readonly SheetColumn[], rows: number, encoding: CsvEncoding = 'utf-8'): BankFile {
  const types = Object.fromEntries(columns.map(({ name, type }) => [name, type]));
  const options: ImportOptions = { format: 'csv', delimiter: ',', header: true, types };
  return { name: `${table}.csv`, table, rows, options, bytes: () => csvFile(columns, rows, encoding) };
}

function workbook(table: string, columns: readonly SheetColumn[], rows: number): BankFile {
  const options: ImportOptions = { format: 'xlsx', part: table };
  return { name: `${table}.xlsx`, table, rows, options, bytes: () => workbookFile(table, columns, rows) };
}

function parquet(table: string, columns: readonly ParquetColumn[], rows: number): BankFile {
  return {
    name: `${table}.parquet`,
    table,
    rows,
    options: { format: 'parquet' },
    bytes: () => parquetFile(columns, rows),
  };
}

function eventsFile({ events, customers, language }: Bank): BankFile {
  const order = events.inOrderOfTime();
  const { customer, time, event, product, channel, amount } = events;
  const at = (row: number) => order[row] ?? 0;
  const name = (column: ColumnName) => columnName(column, language);
  const eventNames = texts('event', language);
  const channels = texts('channel', language);
  const columns: ParquetColumn[] = [
    {
      name: name('customer_id'),
      type: 'text',
      code: (row) => customer[at(row)] ?? 0,
      textOf: customerId,
      distinct: customers.count,
    },
    { name: name('event_time'), type: 'timestamp', seconds: (row) => time[at(row)] ?? 0 },
    {
      name: name('event'),
      type: 'text',
      code: (row) => event[at(row)] ?? 0,
      textOf: (code) => eventNames[code] ?? '',
      distinct: eventNames.length,
    },
    {
      name: name('product_id'),
      type: 'text',
      code: (row) => (product[at(row)] === NO_PRODUCT ? -1 : (product[at(row)] ?? -1)),
      textOf: (code) => PRODUCTS[code]?.id ?? '',
      distinct: PRODUCTS.length,
    },
    {
      name: name('channel'),
      type: 'text',
      code: (row) => channel[at(row)] ?? 0,
      textOf: (code) => channels[code] ?? '',
      distinct: channels.length,
    },
    { name: name('amount'), type: 'double', value: (row) => amount[at(row)] ?? Number.NaN },
  ];
  return parquet('events', columns, events.count);
}

function balancesFile({ balances, customers, language }: Bank): BankFile {
  const { customer, month, count } = balances;
  const kind = (column: ColumnName, of: BalanceKind): ParquetColumn => ({
    name: columnName(column, language),
    type: 'double',
    value: (row) => balance(customers, of, customer[row] ?? 0, month[row] ?? 0),
  });
  const columns: ParquetColumn[] = [
    {
      name: columnName('customer_id', language),
      type: 'text',
      code: (row) => customer[row] ?? 0,
      textOf: customerId,
      distinct: customers.count,
    },
    { name: columnName('month_end', language), type: 'date', days: (row) => MONTH_ENDS[month[row] ?? 0] ?? 0 },
    kind('deposit_balance', 'deposit'),
    kind('fund_balance', 'fund'),
    kind('wealth_balance', 'wealth'),
    kind('loan_balance', 'loan'),
  ];
  return parquet('balances', columns, count);
}

function holdingColumns({ holdings, language }: Bank): SheetColumn[] {
  const day = dayCells();
  return [
    sheetColumn('customer_id', 'text', language, (row) => customerId(holdings[row]?.customer ?? 0)),
    sheetColumn('product_id', 'text', language, (row) => PRODUCTS[holdings[row]?.product ?? 0]?.id ?? ''),
    sheetColumn('held_since', 'date', language, (row) => day(holdings[row]?.since ?? 0)),
    sheetColumn('amount', 'number', language, (row) => moneyText(holdings[row]?.amount)),
  ];
}

function productColumns({ language }: Bank): SheetColumn[] {
  const kinds = texts('productKind', language);
  const risks = texts('risk', language);
  return [
    sheetColumn('product_id', 'text', language, (row) => PRODUCTS[row]?.id ?? ''),
    sheetColumn('product_name', 'text', language, (row) => inLanguage(PRODUCTS[row]?.name ?? [], language)),
    sheetColumn('product_kind', 'text', language, (row) => kinds[PRODUCT_KINDS.indexOf(PRODUCTS[row]?.kind ?? '')] ?? ''),
    sheetColumn('risk_level', 'text', language, (row) => risks[(PRODUCTS[row]?.risk ?? 1) - 1] ?? ''),
    sheetColumn('annual_rate', 'number', language, (row) => String(PRODUCTS[row]?.rate ?? '')),
  ];
}

function branchColumns({ language }: Bank): SheetColumn[] {
  const city = (row: number) => CITIES[BRANCHES[row]?.city ?? 0];
  return [
    sheetColumn('branch_id', 'text', language, (row) => BRANCHES[row]?.id ?? ''),
    sheetColumn('branch_name', 'text', language, (row) => inLanguage(BRANCHES[row]?.name ?? [], language)),
    sheetColumn('city', 'text', language, (row) => inLanguage(city(row)?.name ?? [], language)),
    sheetColumn('province', 'text', language, (row) => inLanguage(city(row)?.province ?? [], language)),
  ];
}

function campaignColumns({ language }: Bank): SheetColumn[] {
  const channels = texts('channel', language);
  const end = (row: number) => (CAMPAIGNS[row]?.startDay ?? 0) + (CAMPAIGNS[row]?.days ?? 1) - 1;
  return [
    sheetColumn('campaign_id', 'text', language, (row) => CAMPAIGNS[row]?.id ?? ''),
    sheetColumn('campaign_name', 'text', language, (row) => inLanguage(CAMPAIGNS[row]?.name ?? [], language)),
    sheetColumn('product_id', 'text', language, (row) => CAMPAIGNS[row]?.product ?? ''),
    sheetColumn('channel', 'text', language, (row) => channels[CAMPAIGNS[row]?.channelCode ?? 0] ?? ''),
    sheetColumn('start_date', 'date', language, (row) => isoDay(CAMPAIGNS[row]?.startDay ?? 0)),
    sheetColumn('end_date', 'date', language, (row) => isoDay(end(row))),
    sheetColumn('treatment_share', 'number', language, (row) => String(CAMPAIGNS[row]?.treatment ?? '')),
    sheetColumn('contact_cost', 'number', language, (row) => moneyText(CAMPAIGNS[row]?.cost)),
  ];
}

function exposureColumns({ campaigns: { exposures }, language }: Bank): SheetColumn[] {
  const variants = texts('variant', language);
  const channels = texts('channel', language);
  const campaign = (row: number) => CAMPAIGNS[exposures[row]?.campaign ?? 0];
  const contacted = (row: number) => exposures[row]?.contacted === true;
  return [
    sheetColumn('campaign_id', 'text', language, (row) => campaign(row)?.id ?? ''),
    sheetColumn('customer_id', 'text', language, (row) => customerId(exposures[row]?.customer ?? 0)),
    sheetColumn('variant', 'text', language, (row) => variants[exposures[row]?.variant ?? 0] ?? ''),
    sheetColumn('exposed_at', 'timestamp', language, (row) => timeText(exposures[row]?.time ?? 0)),
    sheetColumn('channel', 'text', language, (row) => (contacted(row) ? (channels[campaign(row)?.channelCode ?? 0] ?? '') : '')),
    sheetColumn('cost', 'number', language, (row) => (contacted(row) ? moneyText(campaign(row)?.cost) : '0.00')),
  ];
}

function managerColumns({ language, customers }: Bank): SheetColumn[] {
  const titles = texts('managerTitle', language);
  const branch = (row: number) => BRANCHES[Math.floor(row / MANAGERS_PER_BRANCH)];
  return [
    sheetColumn('manager_id', 'text', language, managerId),
    sheetColumn('manager_name', 'text', language, (row) => managerName(row, customers.seed, language)),
    sheetColumn('title', 'text', language, (row) => titles[row % titles.length] ?? ''),
    sheetColumn('branch_id', 'text', language, (row) => branch(row)?.id ?? ''),
    sheetColumn('branch_name', 'text', language, (row) => inLanguage(branch(row)?.name ?? [], language)),
    sheetColumn('phone_extension', 'text', language, (row) => String(8000 + (row % MANAGERS_PER_BRANCH)).padStart(6, '0')),
  ];
}

/** `YYYY-MM-DD HH:MM:SS` */
function timeText(seconds: number): string {
  const clock = new Date((seconds % SECONDS_PER_DAY) * 1000).toISOString().slice(11, 19);
  return `${isoDay(Math.floor(seconds / SECONDS_PER_DAY))} ${clock}`;
}
