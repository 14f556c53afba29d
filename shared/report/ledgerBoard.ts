import type { LedgerAnswer } from '../model/ledger';
import { type Cell, type CellTable, numberCell } from './cell';
import { experimentWriter } from './experimentNumbers';
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
export function ledgerBoardTable(answer: LedgerAnswer, { language, texts: { hidden } }: Writer): CellTable {
  const writer = experimentWriter(language);
  const { texts, format } = writer;
  const words = ledgerTexts[language];
  const rows = ledgerRecords(answer).campaigns.map((record, at): Cell[] => {
    const row = answer.rows[at];
    const change = (value: number) => writer.change(record.kind ?? 'mean', value);
    const count = (n: number | null) => (record.hidden ? hidden : numberCell(n, format.exact));
    return [
      record.name,
      record.to,
      row ? outcomeWords(row, writer, words) : words.failed,
      record.metric,
      record.variant,
      count(record.n),
      count(record.controlN),
      spanCell(record, 'difference', change),
      spanCell(record, 'lift', writer.lift),
      spanCell(record, 'incrementalRoi', writer.lift),
    ];
  });
  const heads = [
    ...[words.campaign, words.to, words.verdict, texts.metric, texts.arm, 'n', `${texts.control} n`],
    ...[texts.effectDifference, texts.effectLift, texts.incrementalRoi],
  ];
  return { heads, rows, caption: '' };
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
