import type { Insufficient } from '../model/answers';
import type { ExperimentAnswer, ExperimentLevel, ExperimentMoney, ExperimentRow } from '../model/experiment';
import type { Estimate } from '../model/experimentNumbers';
import { isInsufficient } from '../model/findings';
import { groupedBy } from '../model/groupedBy';
import { type Cell, numberCell } from './cell';
import type { ExperimentWriter } from './experimentNumbers';
import { type HintedTable, tableOf } from './experimentTables';

type Answer = Pick<ExperimentAnswer, 'arms' | 'control' | 'rows' | 'money'>;

/** An arm, an arm at a level of the breakdown, or all arms together. */
interface ScoreRow {
  readonly arm: string;
  readonly level?: ExperimentLevel;
  readonly n: number;
  /** Share that was reached; absent where nobody asked. */
  readonly contacted?: number;
  readonly metrics: ReadonlyMap<string, Cell>;
  readonly money?: Spent;
}

interface Spent extends Pick<ExperimentMoney, 'cost' | 'revenue' | 'grossRoi'> {
  readonly incrementalRoi?: ExperimentMoney['incrementalRoi'];
}

type Column = Parameters<typeof tableOf<ScoreRow>>[1][number];

/**
 * What became of every arm, and of each level of the breakdown in it: customers, who was reached, every metric, what it cost and brought
 * in. What was not asked for is no column; what a row has not is a dash.
 */
export function scoreboardTable(answer: Answer, writer: ExperimentWriter): HintedTable {
  const { texts, format } = writer;
  const rows = [...armRows(answer, writer), ...totalRow(answer, writer), ...levelRows(answer, writer)];
  const columns: readonly (Column | false)[] = [
    [texts.arm, '', ({ arm }) => arm],
    rows.some(({ level }) => level) && [texts.level, '', ({ level }) => (level ? writer.level(level) : texts.all)],
    [texts.armCustomers, '', ({ n }) => numberCell(n, format.exact)],
    rows.some(({ contacted }) => contacted !== undefined) && [
      texts.contactedShare,
      '',
      ({ contacted }) => numberCell(contacted, (share) => format.percent(share, 1)),
    ],
    ...[...new Set(answer.rows.map(({ metric }) => metric))].map(
      (metric): Column => [metric, texts.valueHelp, ({ metrics }) => metrics.get(metric) ?? null],
    ),
    ...(answer.money ? moneyColumns(writer) : []),
  ];
  return tableOf(
    rows,
    columns.filter((column) => column !== false),
  );
}

function moneyColumns(writer: ExperimentWriter): Column[] {
  const { texts } = writer;
  return [
    [texts.cost, '', ({ money }) => toldCell(money?.cost, writer.amount, writer)],
    [texts.revenue, '', ({ money }) => toldCell(money?.revenue, writer.amount, writer)],
    [texts.grossRoi, texts.grossRoiHelp, ({ money }) => toldCell(money?.grossRoi, writer.lift, writer)],
    [texts.incrementalRoi, texts.incrementalRoiHelp, ({ money }) => estimateCell(money?.incrementalRoi, writer)],
  ];
}

function toldCell(value: number | Insufficient | undefined, write: (value: number) => string, { texts }: ExperimentWriter): Cell {
  return value !== undefined && isInsufficient(value) ? texts.needsData : numberCell(value, write);
}

function estimateCell(of: Estimate | Insufficient | undefined, writer: ExperimentWriter): Cell {
  return of === undefined ? null : writer.estimate(of, writer.lift);
}

function armRows({ arms, control, rows, money = [] }: Answer, writer: ExperimentWriter): ScoreRow[] {
  const whole = rows.filter(({ level }) => level === undefined);
  return arms.map(({ variant, n }) => {
    const spent = money.find((each) => each.variant === variant);
    return { ...scoreRow(variant, ofArm(whole, variant, control), control, writer), n, ...(spent ? { money: spent } : {}) };
  });
}

function levelRows({ arms, control, rows }: Answer, writer: ExperimentWriter): ScoreRow[] {
  const levels = rows.filter(({ level }) => level !== undefined);
  return arms.flatMap(({ variant }) => {
    const own = groupedBy(ofArm(levels, variant, control), ({ level }) => JSON.stringify(level?.value));
    return [...own.values()].map((atLevel) => scoreRow(variant, atLevel, control, writer));
  });
}

/** The control is the same customers in the rows of every variant. */
function ofArm(rows: readonly ExperimentRow[], variant: string, control: string): ExperimentRow[] {
  const shown = variant === control ? rows[0]?.variant : variant;
  return rows.filter((row) => row.variant === shown);
}

function scoreRow(arm: string, rows: readonly ExperimentRow[], control: string, writer: ExperimentWriter): ScoreRow {
  const isControl = arm === control;
  const reached = rows.flatMap(({ compliers }) => (compliers && !isInsufficient(compliers) ? [compliers] : []))[0];
  const level = rows[0]?.level;
  return {
    arm,
    n: Math.max(0, ...rows.map((row) => (isControl ? row.controlN : row.n))),
    ...(level ? { level } : {}),
    ...(reached ? { contacted: isControl ? reached.controlContacted : reached.contacted } : {}),
    metrics: new Map(
      rows.map((row) => [
        row.metric,
        toldCell(isControl ? row.controlValue : row.value, (value) => writer.value(row.kind, value), writer),
      ]),
    ),
  };
}

/** Only what adds up: the variants share their control, so their incremental returns do not. */
function totalRow({ arms, money }: Answer, { texts }: ExperimentWriter): ScoreRow[] {
  if (!money) return [];
  const cost = money.reduce((sum, each) => sum + each.cost, 0);
  const revenue = money.reduce<number | Insufficient>(
    (sum, each) => (isInsufficient(sum) ? sum : isInsufficient(each.revenue) ? each.revenue : sum + each.revenue),
    0,
  );
  const none: Insufficient = { state: 'insufficient', found: 0, needed: 1 };
  const grossRoi = isInsufficient(revenue) ? revenue : cost === 0 ? none : (revenue - cost) / cost;
  const n = arms.reduce((sum, arm) => sum + arm.n, 0);
  return [{ arm: texts.together, n, metrics: new Map(), money: { cost, revenue, grossRoi } }];
}
