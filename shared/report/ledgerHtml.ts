import type { RestsOn } from '../model/answers';
import type { LedgerAnswer } from '../model/ledger';
import { escapeHtml, htmlPage } from './htmlPage';
import { ledgerRecords } from './ledgerRecords';
import { ledgerTable, ledgerTotalsTable } from './ledgerTable';
import { ledgerTexts } from './ledgerTexts';
import { cellsHtml } from './plainTable';
import { type Writer, writerOf } from './portraitFacts';
import { sourcePieces } from './portraitHtml';
import { fillText } from './sentence';

/** The ledger as a page that needs nothing else; the same bytes for the same answer. */
export function ledgerHtml(answer: LedgerAnswer, restsOn: RestsOn, language: 'zh' | 'en'): string {
  const { title } = ledgerTexts[language];
  const writer = writerOf(language);
  return htmlPage(title, language, [
    `<h1>${escapeHtml(title)}</h1>`,
    ledgerChapter(answer, writer),
    ...sourcePieces({ restsOn }, writer),
  ]);
}

/** How often campaigns won, each of them, and what they brought together. */
export function ledgerChapter(answer: LedgerAnswer, writer: Writer): string {
  const words = ledgerTexts[writer.language];
  const said = (text: string) => `<p>${escapeHtml(text)}</p>`;
  if (answer.rows.length === 0) return said(words.none);
  const { campaigns } = ledgerRecords(answer);
  return [
    said(words.method),
    ...ledgerSentences(answer, writer).map(said),
    ...(campaigns.some(({ hidden }) => hidden) ? [said(words.hiddenWhy)] : []),
    cellsHtml(ledgerTable(answer, writer)),
    ...(answer.totals.length > 0 ? [cellsHtml(ledgerTotalsTable(answer, writer))] : []),
  ].join('');
}

/** How often campaigns won, and how many do not count. */
export function ledgerSentences(answer: LedgerAnswer, { format, language }: Writer): string[] {
  const words = ledgerTexts[language];
  const { winRate, open, untrusted, failed } = ledgerRecords(answer);
  const share = (value: number) => format.percent(value, 0);
  const rate = winRate
    ? fillText(words.winRate, {
        wins: String(winRate.wins),
        decided: String(winRate.decided),
        share: share(winRate.share),
        low: share(winRate.low),
        high: share(winRate.high),
      })
    : words.noWinRate;
  const rest = fillText(words.undecided, { open: String(open), untrusted: String(untrusted), failed: String(failed) });
  return open + untrusted + failed > 0 ? [rate, rest] : [rate];
}
