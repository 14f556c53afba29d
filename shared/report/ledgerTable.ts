import type { LedgerAnswer, LedgerRow } from '../model/ledger';
import { textCell } from '../model/textCell';
import { type Cell, type CellTable, cellValue, numberCell } from './cell';
import { type ExperimentWriter, experimentWriter } from './experimentNumbers';
import { verdictTitle } from './experimentWords';
import { type Ends, type LedgerRecord, ledgerRecords } from './ledgerRecords';
import { type LedgerTexts, ledgerTexts } from './ledgerTexts';
import type { Writer } from './portraitFacts';

/** Every campaign with its verdict and numbers, as far as they may leave the house. */
export function ledgerTable(answer: LedgerAnswer, { language, texts: { hidden } }: Writer): CellTable {
  const writer = experimentWriter(language);
  const { texts } = writer;
  const words = ledgerTexts[language];
  const change = (record: LedgerRecord) => (value: number) => writer.change(record.kind ?? 'mean', value);
  const rows = ledgerRecords(answer).campaigns.map((record): Cell[] => [
    ...namedCells(record, answer, writer, words, hidden),
    record.hidden ? hidden : numberCell(record.n, writer.format.exact),
    numberCell(record.controlN, writer.format.exact),
    ...intervalCells(record, 'difference', change(record)),
    ...intervalCells(record, 'lift', writer.lift),
    ...intervalCells(record, 'shrunk', change(record)),
    numberCell(record.cost, writer.amount),
    numberCell(record.revenue, writer.amount),
    numberCell(record.grossRoi, writer.lift),
    ...intervalCells(record, 'incrementalRoi', writer.lift),
  ]);
  const heads = [
    ...[words.campaign, words.source, words.customers, words.from, words.to, words.phase, words.verdict, texts.metric, texts.arm],
    ...[texts.armCustomers, `${texts.control}: ${texts.armCustomers}`],
    ...[...spread(texts.effectDifference, words), ...spread(texts.effectLift, words), ...spread(texts.shrunk, words)],
    ...[texts.cost, texts.revenue, texts.grossRoi, ...spread(texts.incrementalRoi, words)],
  ];
  return { heads, rows, caption: '' };
}

function namedCells(
  record: LedgerRecord,
  { rows }: LedgerAnswer,
  writer: ExperimentWriter,
  words: LedgerTexts,
  hidden: string,
): Cell[] {
  const row = rows.find(({ id, source }) => id === record.id && source === record.source);
  return [
    record.name,
    words[`source.${record.source}`],
    record.customers === null ? hidden : numberCell(record.customers, writer.format.exact),
    record.from,
    record.to,
    words[`phase.${record.phase}`],
    row ? outcomeWords(row, writer, words) : words.failed,
    record.metric,
    record.variant,
  ];
}

/** What to do, or why nothing is known. */
export function outcomeWords(row: LedgerRow, writer: ExperimentWriter, words: LedgerTexts): string {
  if (!('fault' in row)) return verdictTitle(row, writer);
  return row.withoutControl ? words.noControl : words.failed;
}

function intervalCells<K extends string>(record: Ends<K>, name: K, write: (value: number) => string): Cell[] {
  return [record[name], record[`${name}Low`], record[`${name}High`]].map((value) => numberCell(value, write));
}

function spread(name: string, { low, high }: LedgerTexts): string[] {
  return [name, `${name}: ${low}`, `${name}: ${high}`];
}

/** What campaigns brought beyond their controls. */
export function ledgerTotalsTable(answer: LedgerAnswer, { language }: Writer): CellTable {
  const writer = experimentWriter(language);
  const words = ledgerTexts[language];
  const write = (value: number) => writer.format.exact(Math.round(value));
  const rows = ledgerRecords(answer).totals.map((record): Cell[] => [
    `${words[`total.${record.of}`]}: ${words[`over.${record.over}`]}`,
    numberCell(record.campaigns, writer.format.exact),
    ...intervalCells(record, 'raw', write),
    ...intervalCells(record, 'shrunk', write),
  ]);
  return {
    heads: [words.totals, words.campaigns, ...spread(words.raw, words), ...spread(words.shrunkSum, words)],
    rows,
    caption: '',
  };
}

/** A table as comma-separated text that spreadsheets read as UTF-8: numbers as they are, no text a formula. */
export function tableCsv({ heads, rows }: Pick<CellTable, 'heads' | 'rows'>): string {
  const lines = [heads, ...rows.map((cells) => cells.map((cell) => cellValue(cell) ?? ''))];
  return `\ufeff${lines.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('')}`;
}

function csvCell(cell: number | string): string {
  if (typeof cell === 'number') return String(cell);
  const text = textCell(cell);
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
