import type { LedgerAnswer } from '../model/ledger';
import { type Cell, numberCell } from './cell';
import { experimentWriter } from './experimentNumbers';
import { type HintedTable, tableOf } from './experimentTables';
import { ledgerSentences } from './ledgerHtml';
import { type Ends, type LedgerRecord, ledgerRecords } from './ledgerRecords';
import { outcomeWords } from './ledgerTable';
import { ledgerTexts } from './ledgerTexts';
import type { Writer } from './portraitFacts';

/** The ledger of campaigns on a board. */
export interface LedgerPart {
  readonly kind: 'ledger';
  /** Empty: as the ledger is called. */
  readonly title: string;
  readonly answer: LedgerAnswer;
}

export function ledgerTitle({ language }: Writer): string {
  return ledgerTexts[language].title;
}

/** How often campaigns won, and why numbers are left out. */
export function ledgerLines(answer: LedgerAnswer, writer: Writer): string[] {
  const words = ledgerTexts[writer.language];
  if (answer.rows.length === 0) return [words.none];
  const isHidden = ledgerRecords(answer).campaigns.some(({ hidden }) => hidden);
  return [...ledgerSentences(answer, writer), ...(isHidden ? [words.hiddenWhy] : [])];
}

/** What a person reads first of every campaign, narrow enough for a slide; without numbers of few customers. */
export function ledgerBoardTable(answer: LedgerAnswer, { language, texts: { hidden } }: Writer): HintedTable {
  const writer = experimentWriter(language);
  const { texts, format } = writer;
  const words = ledgerTexts[language];
  const change = (record: LedgerRecord) => (value: number) => writer.change(record.kind ?? 'mean', value);
  const count = (record: LedgerRecord, n: number | null) => (record.hidden ? hidden : numberCell(n, format.exact));
  const outcomes = new Map(answer.rows.map((row) => [`${row.source} ${row.id}`, outcomeWords(row, writer, words)]));
  return tableOf<LedgerRecord>(ledgerRecords(answer).campaigns, [
    [words.campaign, '', ({ name }) => name],
    [words.to, '', ({ to }) => to],
    [words.verdict, '', ({ source, id }) => outcomes.get(`${source} ${id}`) ?? null],
    [texts.metric, '', ({ metric }) => metric],
    [texts.arm, '', ({ variant }) => variant],
    ['n', texts.armCustomers, (record) => count(record, record.n)],
    [`${texts.control} n`, texts.armCustomers, (record) => count(record, record.controlN)],
    [texts.effectDifference, texts.differenceHelp, (record) => spanCell(record, 'difference', change(record))],
    [texts.effectLift, texts.liftHelp, (record) => spanCell(record, 'lift', writer.lift)],
    [texts.incrementalRoi, texts.incrementalRoiHelp, (record) => spanCell(record, 'incrementalRoi', writer.lift)],
  ]);
}

function spanCell<K extends 'difference' | 'lift' | 'incrementalRoi'>(
  record: LedgerRecord & Ends<K>,
  name: K,
  write: (value: number) => string,
): Cell {
  const [value, low, high] = [record[name], record[`${name}Low`], record[`${name}High`]];
  if (value === null) return null;
  return low === null || high === null ? write(value) : `${write(value)} [${write(low)}, ${write(high)}]`;
}
