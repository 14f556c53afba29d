import { isoDay } from '../model/calendar';
import type { ColumnType } from '../model/import';
import type { Bank } from './bank';
import { aum, type Customers, customerId } from './customers';
import {
  BRANCHES,
  CITIES,
  type ColumnName,
  columnName,
  type DemoLanguage,
  inLanguage,
  texts,
  type ValueList,
} from './definition';
import { customerName, mobile, residentId } from './identity';

/** A column of a text file with the type that it is to be imported as. */
export interface SheetColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly cell: (row: number) => string;
}

export function sheetColumn(
  column: ColumnName,
  type: ColumnType,
  language: DemoLanguage,
  cell: (row: number) => string,
): SheetColumn {
  return { name: columnName(column, language), type, cell };
}

export function managerId(manager: number): string {
  return manager < 0 ? '' : `M${String(manager + 1).padStart(5, '0')}`;
}

/** The columns of the customers file, one row for each customer. */
export function customerColumns({ customers, language }: Pick<Bank, 'customers' | 'language'>): SheetColumn[] {
  return [...identityColumns(customers, language), ...personColumns(customers, language), ...moneyColumns(customers, language)];
}

function identityColumns(customers: Customers, language: DemoLanguage): SheetColumn[] {
  const { city, branch, manager } = customers;
  const day = dayCells();
  return [
    sheetColumn('customer_id', 'text', language, customerId),
    sheetColumn('name', 'text', language, (row) => customerName(customers, row, language)),
    category('gender', 'gender', customers.gender, language),
    sheetColumn('birth_date', 'date', language, (row) => day(customers.birthDay[row] ?? -1)),
    sheetColumn('age', 'integer', language, (row) => String(customers.age[row])),
    category('age_band', 'ageBand', customers.ageBand, language),
    sheetColumn('province', 'text', language, (row) => inLanguage(CITIES[city[row] ?? 0]?.province ?? [], language)),
    sheetColumn('city', 'text', language, (row) => inLanguage(CITIES[city[row] ?? 0]?.name ?? [], language)),
    sheetColumn('branch_id', 'text', language, (row) => BRANCHES[branch[row] ?? 0]?.id ?? ''),
    sheetColumn('manager_id', 'text', language, (row) => managerId(manager[row] ?? -1)),
    sheetColumn('mobile', 'text', language, (row) => mobile(customers, row)),
    sheetColumn('resident_id', 'text', language, (row) => residentId(customers, row)),
  ];
}

function personColumns(customers: Customers, language: DemoLanguage): SheetColumn[] {
  const day = dayCells();
  return [
    category('occupation', 'occupation', customers.occupation, language),
    category('education', 'education', customers.education, language),
    category('marital_status', 'marital', customers.marital, language),
    category('income_band', 'incomeBand', customers.incomeBand, language),
    sheetColumn('open_date', 'date', language, (row) => day(customers.openDay[row] ?? -1)),
    category('preferred_channel', 'channel', customers.channel, language),
    category('risk_level', 'risk', customers.risk, language),
    flagged('marketing_consent', language, (row) => customers.consent[row] === 1),
    flagged('staff', language, (row) => customers.staff[row] === 1),
    flagged('app_user', language, (row) => customers.appUser[row] === 1),
    sheetColumn('last_login', 'date', language, (row) => day(customers.lastLogin[row] ?? -1)),
    category('zodiac', 'zodiac', customers.zodiac, language),
    sheetColumn('survey_group', 'text', language, (row) => surveyGroupName(customers.surveyGroup[row] ?? 0)),
  ];
}

function moneyColumns(customers: Customers, language: DemoLanguage): SheetColumn[] {
  const { deposit, fund, wealth, loan, creditLimit, churn } = customers;
  return [
    category('vip_tier', 'vipTier', customers.vipTier, language),
    sheetColumn('aum', 'number', language, (row) => moneyText(aum(customers, row))),
    sheetColumn('deposit_balance', 'number', language, (row) => moneyText(deposit[row])),
    sheetColumn('fund_balance', 'number', language, (row) => moneyText(fund[row])),
    sheetColumn('wealth_balance', 'number', language, (row) => moneyText(wealth[row])),
    sheetColumn('loan_balance', 'number', language, (row) => moneyText(loan[row])),
    sheetColumn('credit_limit', 'number', language, (row) => moneyText(creditLimit[row])),
    flagged('fund_holder', language, (row) => (fund[row] ?? 0) > 0),
    flagged('loan_holder', language, (row) => (loan[row] ?? 0) > 0),
    sheetColumn('churn_score', 'number', language, (row) => (Number.isNaN(churn[row]) ? '' : String(churn[row]))),
  ];
}

/** Survey groups are letters, A first. */
function surveyGroupName(group: number): string {
  return String.fromCharCode(65 + group);
}

/** Yuan with two decimals; unknown is empty. */
export function moneyText(amount: number | undefined): string {
  return amount === undefined || Number.isNaN(amount) ? '' : amount.toFixed(2);
}

function category(column: ColumnName, list: ValueList, codes: Int8Array, language: DemoLanguage): SheetColumn {
  const labels = texts(list, language);
  return sheetColumn(column, 'text', language, (row) => labels[codes[row] ?? -1] ?? '');
}

function flagged(column: ColumnName, language: DemoLanguage, flag: (row: number) => boolean): SheetColumn {
  return sheetColumn(column, 'boolean', language, (row) => (flag(row) ? 'true' : 'false'));
}

/** Days as ISO text, each made once; -1 is unknown. */
export function dayCells(): (day: number) => string {
  const known = new Map<number, string>([[-1, '']]);
  return (day) => {
    const text = known.get(day) ?? isoDay(day);
    known.set(day, text);
    return text;
  };
}
