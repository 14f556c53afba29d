import type { ExportRisk, RiskRate, SensitiveRisk } from '../model/exportRisk';
import { type ClassCell, DiversityMeter } from '../privacy/diversity';
import { classCellsSql, classSizesSql, populationRiskSql, smallestClassesSql, valueTotalsSql } from '../sql/exportRiskSql';
import type { SqlConnection } from './ports';
import { records } from './table';

/** Rows that are to leave, as they would: relations hold a column for each name. */
export interface RiskQuestion {
  readonly relation: string;
  /** All customers in the same columns, treated alike; null = not counted. */
  readonly population: string | null;
  readonly quasi: readonly string[];
  readonly sensitive: readonly { readonly column: string; readonly isOrdered: boolean }[];
  /** Classes should have as many rows. */
  readonly limit: number;
}

const SMALLEST_SHOWN = 10;

/** Measures what rows give away of persons. */
export async function measureRisk(connection: SqlConnection, question: RiskQuestion, signal: AbortSignal): Promise<ExportRisk> {
  const { relation, population, quasi, limit } = question;
  const sizes = records(await connection.query(classSizesSql(relation, quasi), [], signal)).map(({ size, classes }) => ({
    size: Number(size),
    classes: Number(classes),
  }));
  const [rows, classes] = [sum(sizes, (each) => each.size * each.classes), sum(sizes, (each) => each.classes)];
  const k = sizes[0]?.size ?? null;
  const sensitive: SensitiveRisk[] = [];
  for (const each of rows === 0 ? [] : question.sensitive) {
    sensitive.push(await diversityOf(connection, question, each, signal));
  }
  return {
    rows,
    classes,
    k,
    unique: sizes.find(({ size }) => size === 1)?.classes ?? 0,
    below: sum(sizes, (each) => (each.size < limit ? each.size * each.classes : 0)),
    limit,
    prosecutor: k === null ? null : { most: 1 / k, mean: classes / rows },
    journalist:
      population === null || k === null ? null : await journalistRisk(connection, { relation, population, quasi }, signal),
    smallest: await smallestClasses(connection, question, signal),
    sizes,
    sensitive,
  };
}

async function journalistRisk(
  connection: SqlConnection,
  { relation, population, quasi }: { relation: string; population: string; quasi: readonly string[] },
  signal: AbortSignal,
): Promise<RiskRate | null> {
  const { most, mean } = records(await connection.query(populationRiskSql(relation, population, quasi), [], signal))[0] ?? {};
  return typeof most === 'number' && typeof mean === 'number' ? { most, mean } : null;
}

async function smallestClasses(
  connection: SqlConnection,
  { relation, quasi }: RiskQuestion,
  signal: AbortSignal,
): Promise<ExportRisk['smallest']> {
  const found = records(await connection.query(smallestClassesSql(relation, quasi, SMALLEST_SHOWN), [], signal));
  return found.map((row) => ({
    values: quasi.map((_, at) => (row[`q${at}`] === null ? null : String(row[`q${at}`]))),
    n: Number(row.n),
  }));
}

async function diversityOf(
  connection: SqlConnection,
  { relation, quasi }: RiskQuestion,
  { column, isOrdered }: RiskQuestion['sensitive'][number],
  signal: AbortSignal,
): Promise<SensitiveRisk> {
  const totals = records(await connection.query(valueTotalsSql(relation, column), [], signal)).map(({ n }) => Number(n));
  const meter = new DiversityMeter(totals, isOrdered);
  let cells: ClassCell[] = [];
  let current: number | null = null;
  for await (const batch of connection.stream(classCellsSql(relation, quasi, column), [], signal)) {
    for (const { class: number, rank, n } of records(batch)) {
      if (current !== null && Number(number) !== current) {
        meter.add(cells);
        cells = [];
      }
      current = Number(number);
      cells.push({ rank: Number(rank), n: Number(n) });
    }
  }
  meter.add(cells);
  const { found } = meter;
  if (!found) throw new Error('rows without a class');
  return { column, ...found };
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
