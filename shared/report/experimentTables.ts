import type { ExperimentAnswer, ExperimentRow, ExperimentSpec } from '../model/experiment';
import type { Differing, ExperimentChange } from '../model/experimentNumbers';
import { isInsufficient } from '../model/findings';
import { type Cell, type CellTable, numberCell } from './cell';
import { CORRECTION_NAMES, type ExperimentWriter, methodWords } from './experimentNumbers';
import { hasNoLift, isOfChanges } from './experimentWords';
import { pText } from './pText';
import { fillText } from './sentence';

/** A table whose columns and cells say more where somebody asks. */
export interface HintedTable extends CellTable {
  /** By column; empty: nothing more. */
  readonly helps: readonly string[];
  /** By row and column. */
  readonly hints: readonly (readonly string[])[];
}

type Column<R> = readonly [head: string, help: string, cell: (row: R) => Cell, hint?: (row: R) => string];

export function tableOf<R>(rows: readonly R[], columns: readonly Column<R>[], caption = ''): HintedTable {
  return {
    heads: columns.map(([head]) => head),
    helps: columns.map(([, help]) => help),
    rows: rows.map((row) => columns.map(([, , cell]) => cell(row))),
    hints: rows.map((row) => columns.map(([, , , hint]) => hint?.(row) ?? '')),
    caption,
  };
}

/** Every metric of every arm, or the levels of one of them. */
export function effectTable(rows: readonly ExperimentRow[], writer: ExperimentWriter, spec: ExperimentSpec): HintedTable {
  const { texts, format } = writer;
  const isLevels = rows.some(({ level }) => level !== undefined);
  const first: Column<ExperimentRow>[] = isLevels
    ? [[texts.level, '', ({ level }) => (level ? writer.level(level) : texts.all)]]
    : [
        [texts.metric, '', ({ metric }) => metric, ({ cap }) => capHint(cap, writer)],
        [texts.role, '', ({ role }) => texts[`role.${role}`], (row) => marginHint(row, writer)],
        [texts.arm, '', ({ variant }) => variant],
      ];
  return tableOf<ExperimentRow>(rows, [
    ...first,
    ['n', texts.armCustomers, ({ n }) => numberCell(n, format.exact)],
    [texts.value, texts.valueHelp, ({ kind, value }) => toldCell(value, (x) => writer.value(kind, x), writer)],
    [`${texts.control} n`, texts.armCustomers, ({ controlN }) => numberCell(controlN, format.exact)],
    [
      isOfChanges(spec) ? texts.withControlChange : texts.controlValue,
      isOfChanges(spec) ? texts.withControlChangeHelp : texts.valueHelp,
      ({ kind, controlValue }) => toldCell(controlValue, (x) => writer.value(kind, x), writer),
    ],
    [
      texts.effectDifference,
      texts.differenceHelp,
      ({ kind, difference }) => writer.estimate(difference, (x) => writer.change(kind, x)),
      ({ kind, detectable }) => detectableHint(kind, detectable, writer),
    ],
    [
      texts.effectLift,
      texts.liftHelp,
      ({ relative }) => writer.estimate(relative, writer.lift),
      (row) => (hasNoLift(row) ? texts.noLift : ''),
    ],
    [
      isLevels || spec.correction !== 'none' ? texts.pAdjusted : texts.p,
      isLevels ? texts.levelPHelp : adjustedHelp(spec, texts),
      ({ pAdjusted }) => toldCell(pAdjusted, pText, writer),
      ({ test }) => rawHint(test, writer),
    ],
  ]);
}

function adjustedHelp({ correction }: ExperimentSpec, texts: ExperimentWriter['texts']): string {
  if (correction === 'none') return texts.pHelp;
  return fillText(texts.pAdjustedHelp, { correction: CORRECTION_NAMES[correction] });
}

function toldCell(
  value: Parameters<ExperimentWriter['p']>[0],
  write: (value: number) => string,
  { texts }: ExperimentWriter,
): Cell {
  return isInsufficient(value) ? texts.needsData : { value, text: write(value) };
}

function rawHint(test: ExperimentRow['test'], { texts, format }: ExperimentWriter): string {
  if (isInsufficient(test)) {
    return fillText(texts.needsDataHelp, { found: format.exact(test.found), needed: format.exact(test.needed) });
  }
  return fillText(texts.rawP, { p: pText(test.p), method: methodWords(test, texts) });
}

function capHint(cap: number | undefined, writer: ExperimentWriter): string {
  return cap === undefined ? '' : fillText(writer.texts.cappedAt, { cap: writer.amount(cap) });
}

/** What the margin of a guardrail comes to; empty where it has none. */
export function marginHint(row: ExperimentRow, { texts, format, lift }: ExperimentWriter): string {
  const { nonInferiority: found } = row;
  if (found === undefined) return '';
  if (isInsufficient(found)) return hasNoLift(row) ? texts.guardrailNoLift : texts.needsData;
  const values = { margin: format.percent(found.margin, 1), worst: lift(found.worst) };
  return fillText(found.shown ? texts.guardrailShown : texts.guardrailOpen, values);
}

function detectableHint(kind: ExperimentRow['kind'], value: ExperimentRow['detectable'], writer: ExperimentWriter): string {
  return typeof value === 'number' ? fillText(writer.texts.detectable, { n: writer.change(kind, value) }) : '';
}

/** The sizes against the plan: all together, then the levels that were looked at, worst first. */
export function splitTable(
  answer: Pick<ExperimentAnswer, 'arms' | 'srm' | 'splits'>,
  tagName: (id: string) => string,
  writer: ExperimentWriter,
): HintedTable {
  const { texts, format } = writer;
  const { arms, srm, splits } = answer;
  const whole = srm === null ? [] : [{ sizes: arms.map(({ n }) => n), ratio: srm, tag: undefined, level: undefined }];
  type Row = (typeof whole)[number] | (typeof splits)[number];
  return tableOf<Row>(
    [...whole, ...splits],
    [
      [texts.level, '', ({ tag, level }) => (tag && level ? `${tagName(tag)}: ${writer.level(level)}` : texts.all)],
      ...arms.map(({ variant, weight }, at): Column<Row> => {
        const share = ({ sizes }: Row) =>
          (sizes[at] ?? 0) /
          Math.max(
            1,
            sizes.reduce((sum, n) => sum + n, 0),
          );
        return [
          `${variant} (${texts.planned} ${format.percent(weight, 1)})`,
          '',
          (row) => `${format.exact(row.sizes[at] ?? 0)} · ${format.percent(share(row), 1)}`,
        ];
      }),
      ['p', texts.splitsHelp, ({ ratio }) => (isInsufficient(ratio) ? texts.needsData : numberCell(ratio.p, pText))],
    ],
  );
}

/** Who has comparable customers, and how alike both sides are before and after. */
export function matchingTable(
  { matching = [] }: Pick<ExperimentAnswer, 'matching'>,
  tagName: (id: string) => string,
  writer: ExperimentWriter,
): HintedTable {
  const { texts, format } = writer;
  const rows = matching.flatMap((found) => found.balance.map((balance) => ({ ...found, ...balance })));
  const of = (part: number, all: number) => `${format.exact(part)} / ${format.exact(all)}`;
  return tableOf<(typeof rows)[number]>(rows, [
    [texts.arm, '', ({ variant }) => variant],
    [texts.matchedShare, '', ({ matched, n }) => of(matched, n)],
    [texts.matchedControl, '', ({ controlMatched, controlN }) => of(controlMatched, controlN)],
    [texts.balanceTag, '', ({ tag }) => tagName(tag)],
    [texts.balanceBefore, texts.matchingHelp, ({ before }) => toldCell(before, (x) => format.decimal(x, 3), writer)],
    [texts.balanceAfter, texts.matchingHelp, ({ after }) => toldCell(after, (x) => format.decimal(x, 3), writer)],
  ]);
}

/** How the arm and the control changed, how alike they were before, and whether they changed alike before the start. */
export function changeTable({ changes = [] }: Pick<ExperimentAnswer, 'changes'>, writer: ExperimentWriter): HintedTable {
  const { texts, format } = writer;
  const differing = (kind: ExperimentRow['kind'], { difference, p }: Differing) =>
    `${writer.estimate(difference, (x) => writer.change(kind, x))}${isInsufficient(p) ? '' : ` · p ${writer.p(p)}`}`;
  const means = (kind: ExperimentRow['kind'], ...both: readonly ExperimentRow['value'][]) =>
    both.map((each) => (isInsufficient(each) ? texts.needsData : writer.value(kind, each))).join(' → ');
  const head = (arm: string) => fillText(texts.beforeAfter, { arm });
  return tableOf<ExperimentChange>(changes, [
    [texts.metric, '', ({ metric }) => metric],
    [texts.arm, '', ({ variant }) => variant],
    [head(texts.arm), texts.valueHelp, ({ kind, before, after }) => means(kind, before, after)],
    [head(texts.control), texts.valueHelp, ({ kind, controlBefore, controlAfter }) => means(kind, controlBefore, controlAfter)],
    [texts.changeBalance, texts.changesHelp, ({ balance }) => toldCell(balance, (x) => format.decimal(x, 3), writer)],
    [
      texts.changePlain,
      texts.changePlainHelp,
      ({ kind, plain: { difference } }) =>
        isInsufficient(difference) ? texts.needsData : writer.change(kind, difference.estimate),
      ({ kind, plain }) => differing(kind, plain),
    ],
    [texts.placebo, texts.placeboHelp, ({ kind, placebo }) => (placebo === null ? texts.placeboNone : differing(kind, placebo))],
  ]);
}

export function moneyTable({ money = [] }: Pick<ExperimentAnswer, 'money'>, writer: ExperimentWriter): HintedTable {
  const { texts } = writer;
  return tableOf<(typeof money)[number]>(money, [
    [texts.arm, '', ({ variant }) => variant],
    [texts.cost, '', ({ cost }) => numberCell(cost, writer.amount)],
    [texts.revenue, '', ({ revenue }) => toldCell(revenue, writer.amount, writer)],
    [texts.grossRoi, texts.grossRoiHelp, ({ grossRoi }) => toldCell(grossRoi, writer.lift, writer)],
    [texts.incrementalRoi, texts.incrementalRoiHelp, ({ incrementalRoi }) => writer.estimate(incrementalRoi, writer.lift)],
    [texts.costPerConversion, texts.costPerConversionHelp, (row) => writer.estimate(row.costPerConversion, writer.amount)],
  ]);
}

/** Strategy or execution: all who were assigned beside those who were reached. */
export function complierTable(rows: readonly ExperimentRow[], writer: ExperimentWriter): HintedTable {
  const { texts, format } = writer;
  const asked = rows.filter(({ level, compliers }) => level === undefined && compliers !== undefined);
  const of = ({ compliers }: ExperimentRow) => (compliers && !isInsufficient(compliers) ? compliers : null);
  const share = (n: number, all: number) => format.percent(n / Math.max(1, all), 1);
  const change = (row: ExperimentRow, estimate: ExperimentRow['difference'] | undefined) =>
    estimate ? writer.estimate(estimate, (x) => writer.change(row.kind, x)) : texts.needsData;
  return tableOf<ExperimentRow>(asked, [
    [texts.metric, '', ({ metric }) => metric],
    [texts.arm, '', ({ variant }) => variant],
    [
      texts.contactedShare,
      '',
      (row) => {
        const found = of(row);
        return found
          ? `${share(found.contacted, row.n)} · ${texts.control} ${share(found.controlContacted, row.controlN)}`
          : texts.needsData;
      },
    ],
    [texts.intention, texts.differenceHelp, (row) => change(row, row.difference)],
    [texts.contactedOnly, texts.reachedHelp, (row) => change(row, of(row)?.contactedOnly)],
    [texts.complier, texts.reachedHelp, (row) => change(row, of(row)?.effect)],
  ]);
}
