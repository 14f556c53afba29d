import type { ExperimentAnswer, ExperimentRow, ExperimentSpec } from '../model/experiment';
import type { ExperimentChange } from '../model/experimentNumbers';
import { isInsufficient } from '../model/findings';
import { shrunkLevels } from '../model/shrunkLevels';
import { stableJson } from '../model/stableJson';
import { LEAST_CELL_OUTSIDE, toldSize } from '../privacy/smallCells';
import type { CellTable } from './cell';
import { type ExperimentWriter, experimentWriter } from './experimentNumbers';
import { sensitivityTable } from './experimentSensitivity';
import { shrunkTable, spreadWords } from './experimentShrunk';
import {
  changeTable,
  complierTable,
  effectTable,
  type HintedTable,
  marginHint,
  matchingTable,
  moneyTable,
  splitTable,
} from './experimentTables';
import { breakdownName, isObserved, reasonWords, verdictRow, verdictStatement, verdictTitle } from './experimentWords';
import { escapeHtml, htmlPage } from './htmlPage';
import { cellsHtml } from './plainTable';
import { type Writer, writerOf } from './portraitFacts';
import { sourcePieces } from './portraitHtml';
import { fillText } from './sentence';

type Answer = Omit<ExperimentAnswer, 'restsOn'>;

/** An experiment as it leaves the house. `tagName` gives the name of a tag by its id. */
export interface ToldExperiment {
  readonly spec: ExperimentSpec;
  readonly answer: Answer;
  /** Empty: as its campaign, tag or segments. */
  readonly name: string;
  readonly tagName: (id: string) => string;
}

/** An experiment as a page that needs nothing else; the same bytes for the same answer. */
export function experimentHtml(told: ToldExperiment, restsOn: ExperimentAnswer['restsOn'], language: 'zh' | 'en'): string {
  const title = experimentTitle(told, language);
  const { texts } = writerOf(language);
  return htmlPage(title, language, [
    `<h1>${escapeHtml(title)}</h1>`,
    experimentChapter(told, language),
    `<details><summary>${escapeHtml(texts.written)}</summary><pre>${escapeHtml(stableJson(told.spec))}</pre></details>`,
    ...sourcePieces({ restsOn }, writerOf(language)),
  ]);
}

export function experimentTitle({ name, spec }: Pick<ToldExperiment, 'name' | 'spec'>, language: 'zh' | 'en'): string {
  if (name !== '') return name;
  const of = spec.campaign ?? spec.release ?? spec.tag ?? (spec.segments ?? []).map(({ variant }) => variant).join(' / ');
  return fillText(experimentWriter(language).texts.experimentOf, { name: of });
}

/** An experiment on a board. */
export interface ExperimentPart extends Omit<ToldExperiment, 'name'> {
  readonly kind: 'experiment';
  /** Empty: as its campaign, tag or segments. */
  readonly title: string;
  /** Customers in the arms. */
  readonly base: number;
}

/** Whether customers of the arms may be told as one number: beside the others it tells a small arm. */
export function isBaseTold({ answer: { arms } }: Pick<ExperimentPart, 'answer'>): boolean {
  return !arms.some(({ n }) => isSmall(n));
}

/** Every metric of every arm, without rows of few customers; for a workbook and slides. */
export function experimentTable({ spec, answer }: ExperimentPart, { language, texts }: Writer): CellTable {
  const rows = answer.rows.filter(({ level }) => level === undefined);
  const table = toldRows(
    effectTable(rows, experimentWriter(language), spec),
    rows.map((row) => isTold(row) && isChangeTold(answer, row)),
    NAMES,
    texts.hidden,
  );
  return { ...table, caption: verdictTitle(answer, experimentWriter(language)) };
}

/** The verdict and every table; rows of few customers or conversions are not told. */
export function experimentChapter({ spec, answer, tagName }: Omit<ToldExperiment, 'name'>, language: 'zh' | 'en'): string {
  const writer = reportWriter(language);
  const { texts } = writer;
  const { hidden } = writerOf(language).texts;
  const whole = answer.rows.filter(({ level }) => level === undefined);
  const told = whole.map((row) => isTold(row) && isChangeTold(answer, row));
  const open = whole.filter((_, at) => told[at]);
  const covariate = spec.covariate === undefined ? '' : tagName(spec.covariate);
  const table = (title: string, made: HintedTable) =>
    made.rows.length === 0 ? '' : `<h3>${escapeHtml(title)}</h3>${cellsHtml(made)}`;
  return [
    verdictHtml({ spec, answer, tagName }, writer),
    table(texts.splits, toldRows(splitTable(answer, tagName, writer), splitsTold(answer), 1, hidden)),
    table(texts.matching, toldRows(matchingTable(answer, tagName, writer), matchingTold(answer), 1, hidden)),
    ...changePieces(answer, writer, hidden),
    table(texts.metric, toldRows(effectTable(whole, writer, spec), told, NAMES, hidden)),
    ...marginPieces(open, writer),
    table(texts.sensitivity, sensitivityTable(open, { covariate, tagName }, writer)),
    ...breakdownPieces({ spec, answer, tagName }, writer, hidden),
    spec.contacted ? table(texts.reached, complierTable(open, writer)) : '',
    table(texts.money, moneyTable({ money: moneyTold(answer, spec, open) }, writer)),
  ].join('');
}

function reportWriter(language: 'zh' | 'en'): ExperimentWriter {
  const writer = experimentWriter(language);
  const { texts, format } = writer;
  const fewer = (n: number) => fillText(texts.fewerThan, { n: format.exact(n) });
  const size = (n: number) => (isSmall(n) ? fewer(LEAST_CELL_OUTSIDE) : format.exact(n));
  const part = (n: number, of: number) =>
    isSmall(of - n) && of > LEAST_CELL_OUTSIDE ? fillText(texts.moreThan, { n: format.exact(of - LEAST_CELL_OUTSIDE) }) : size(n);
  return { ...writer, size, part, short: (_found, needed) => fewer(needed) };
}

/** Metric, role and arm. */
const NAMES = 3;

function verdictHtml({ spec, answer, tagName }: Omit<ToldExperiment, 'name'>, writer: ExperimentWriter): string {
  const row = verdictRow(answer);
  const isQuiet = answer.verdict.decision === 'notTrustworthy' || !row || !isTold(row) || !isChangeTold(answer, row);
  const statement = isQuiet ? null : verdictStatement(spec, answer, writer);
  const reasons = reasonWords(answer, spec, tagName, writer).map((reason) => `<li>${escapeHtml(reason)}</li>`);
  const drawn = writer.texts[isObserved(answer) ? 'notRandomised' : 'randomised'];
  return [
    `<p><strong>${escapeHtml(verdictTitle(answer, writer))}</strong> (${escapeHtml(drawn)})</p>`,
    statement === null ? '' : `<p>${escapeHtml(statement)}</p>`,
    reasons.length === 0 ? '' : `<ul>${reasons.join('')}</ul>`,
  ].join('');
}

/** Of each guardrail with a margin whether it is shown to be worse by no more, which the table has as a hint alone. */
function marginPieces(rows: readonly ExperimentRow[], writer: ExperimentWriter): string[] {
  return rows.flatMap((row) => {
    const hint = marginHint(row, writer);
    return hint === '' ? [] : [paragraph(`${row.metric} · ${row.variant}: ${hint}`)];
  });
}

function breakdownPieces(
  { spec, answer, tagName }: Omit<ToldExperiment, 'name'>,
  writer: ExperimentWriter,
  hidden: string,
): string[] {
  const { texts } = writer;
  return (answer.breakdowns ?? []).map(({ metric, variant, interaction, pooled }) => {
    const rows = answer.rows.filter((row) => row.level !== undefined && row.metric === metric && row.variant === variant);
    const title = `${fillText(texts.breakdownOf, { tag: breakdownName(spec.by ?? '', tagName, writer) })}: ${metric} · ${variant}`;
    const differs = isInsufficient(interaction)
      ? texts.interactionFew
      : fillText(texts.interaction, { p: writer.p(interaction.p) });
    // What is pooled holds every level: one of few customers would be told by the others.
    const levels = rows.every(isTold) ? shrunkLevels(rows, { pooled }) : [];
    const shrunk = [paragraph(spreadWords({ pooled }, rows[0]?.kind ?? 'mean', writer)), cellsHtml(shrunkTable(levels, writer))];
    return [
      `<h3>${escapeHtml(title)}</h3>`,
      `<p>${escapeHtml(`${differs} ${texts.leads}`)}</p>`,
      cellsHtml(toldRows(effectTable(rows, writer, spec), rows.map(isTold), 1, hidden)),
      ...(levels.length === 0 ? [] : shrunk),
    ].join('');
  });
}

function paragraph(text: string): string {
  return `<p>${escapeHtml(text)}</p>`;
}

/** Rows that are not told keep the names in front. */
function toldRows<T extends HintedTable>(table: T, told: readonly boolean[], names: number, hidden: string): T {
  return {
    ...table,
    rows: table.rows.map((cells, at) => (told[at] ? cells : cells.map((cell, place) => (place < names ? cell : hidden)))),
  };
}

function isSmall(n: number): boolean {
  return typeof toldSize(n) === 'string';
}

/** Customers, and of a conversion those who did and those who did not, on either side. */
export function isTold({ kind, n, value, controlN, controlValue }: ExperimentRow): boolean {
  return ![...countsOf(kind, n, value), ...countsOf(kind, controlN, controlValue)].some(isSmall);
}

function countsOf(kind: ExperimentRow['kind'], size: number, share: ExperimentRow['value']): number[] {
  const did = kind === 'conversion' && typeof share === 'number' ? Math.round(size * share) : 0;
  return [size, did, size - did];
}

function splitsTold({ arms, srm, splits }: Answer): boolean[] {
  const whole = srm === null ? [] : [arms.map(({ n }) => n)];
  return [...whole, ...splits.map(({ sizes }) => sizes)].map((sizes) => !sizes.some(isSmall));
}

/** How arms changed, without those of few customers, and what it takes to read it. */
function changePieces(answer: Answer, writer: ExperimentWriter, hidden: string): string[] {
  const { changes = [] } = answer;
  if (changes.length === 0) return [];
  const table = toldRows(changeTable(answer, writer), changes.map(isChangeWhole), 2, hidden);
  return [`<h3>${escapeHtml(writer.texts.changes)}</h3>`, cellsHtml(table), paragraph(writer.texts.parallelTrends)];
}

/** Whether neither window of a change, of either arm, tells of few customers; true without changes. */
function isChangeTold({ changes = [] }: Pick<Answer, 'changes'>, { metric, variant }: ExperimentRow): boolean {
  return changes.filter((each) => each.metric === metric && each.variant === variant).every(isChangeWhole);
}

function isChangeWhole({ kind, n, before, after, controlN, controlBefore, controlAfter }: ExperimentChange): boolean {
  const cells = [...countsOf(kind, n, before), ...countsOf(kind, n, after)];
  return ![...cells, ...countsOf(kind, controlN, controlBefore), ...countsOf(kind, controlN, controlAfter)].some(isSmall);
}

/** Those who were matched, and those who were not, on either side. */
function matchingTold({ matching = [] }: Answer): boolean[] {
  return matching.flatMap(({ n, matched, controlN, controlMatched, balance }) => {
    const counts = [matched, n - matched, controlMatched, controlN - controlMatched];
    return balance.map(() => !counts.some(isSmall));
  });
}

/** The money of an arm tells what its metrics hold. */
function moneyTold({ money = [] }: Answer, { money: asked }: ExperimentSpec, open: readonly ExperimentRow[]) {
  const needed = [asked?.revenue, asked?.conversion].flatMap((label) => label ?? []);
  return money.filter(({ variant }) =>
    needed.every((label) => open.some((row) => row.metric === label && row.variant === variant)),
  );
}
