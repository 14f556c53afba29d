import type { BoardPart } from './boardPart';
import { partSizes, partTables, partTitle } from './boardTables';
import { cellValue } from './cell';
import { sentencesOf, type Writer, writerOf } from './portraitFacts';
import { definitionRows, type Sheet } from './portraitSheets';
import { sourceRows } from './portraitSources';
import type { ReportPortrait } from './reportPortrait';

type Rests = ReportPortrait['restsOn'];

/** A sheet for every item of a board, numbers that stay numbers, with what they mean and where they come from. */
export function boardSheets(parts: readonly BoardPart[], restsOn: Rests, language: 'zh' | 'en'): Sheet[] {
  const writer = writerOf(language);
  const { texts } = writer;
  return [
    ...parts.map((part, place) => partSheet(part, place + 1, restsOn, writer)),
    { name: texts.definitions, rows: definitionRows(texts) },
    { name: texts.sources, rows: [[texts.sources, ''], ...sourceRows({ restsOn }, texts).map((row) => [...row])] },
  ];
}

function partSheet(part: BoardPart, place: number, restsOn: Rests, writer: Writer): Sheet {
  const { texts } = writer;
  const title = partTitle(part, writer);
  const head = [
    ...(title === '' ? [] : [title]),
    ...partSizes(part, writer),
    `${texts.dataVersion} ${restsOn.dataVersion} · ${texts.asOf} ${restsOn.asOf}`,
  ];
  const numbers = partTables(part, writer).flatMap(({ heads, rows, caption }) => [
    [],
    ...(caption === '' ? [] : [[caption]]),
    heads,
    ...rows.map((cells) => cells.map(cellValue)),
  ]);
  const words = wordsOf(part, writer).map((line) => [line]);
  return { name: sheetName(place, title || texts.inText), rows: [...head.map((line) => [line]), ...words, ...numbers] };
}

/** What an item says in words, a paragraph each. */
export function wordsOf(part: BoardPart, writer: Writer): string[] {
  if (part.kind === 'text') return part.text.split('\n');
  if (part.kind !== 'words') return [];
  return sentencesOf(part.portrait, writer).map((sentence) => sentence.map(({ text }) => text).join(''));
}

const LONGEST_SHEET_NAME = 31;

/** With its place, so that no two are alike, and without what a spreadsheet refuses. */
function sheetName(place: number, title: string): string {
  const name = `${place} ${title.replace(/(?:[:\\/?*[\]\s]|\p{Cc})+/gu, ' ')}`;
  return [...name].slice(0, LONGEST_SHEET_NAME).join('').replace(/'$/, ' ').trim();
}
