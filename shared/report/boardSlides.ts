import type { BoardPart } from './boardPart';
import { wordsOf } from './boardSheets';
import { partSizes, partTables, partTitle } from './boardTables';
import { type CellTable, cellText } from './cell';
import { sentencesOf, type Writer, writerOf } from './portraitFacts';
import { type Slide, tagSlide } from './portraitSlides';
import { definitionLines, sourceRows } from './portraitSources';
import type { ReportPortrait } from './reportPortrait';
import { fillText } from './sentence';

/** More than these nobody reads from the back of a room. */
const MOST_ROWS = 12;
const MOST_COLUMNS = 10;

/** A board for a screen on a wall: a slide for every item, in order, between what the numbers mean and where they come from. */
export function boardSlides(
  name: string,
  parts: readonly BoardPart[],
  restsOn: ReportPortrait['restsOn'],
  language: 'zh' | 'en',
): Slide[] {
  const writer = writerOf(language);
  const { texts } = writer;
  const version = `${texts.dataVersion} ${restsOn.dataVersion} · ${texts.asOf} ${restsOn.asOf}`;
  const rows = sourceRows({ restsOn }, texts).map(([what, value]) => [what, String(value)]);
  const foot = `${name} · ${version}`;
  return [
    { title: name, lines: [version, ...definitionLines(texts)].map((text) => [{ text }]), foot: '' },
    ...parts.flatMap((part) => partSlides(part, name, foot, writer)),
    { title: texts.sources, lines: [], table: [[texts.source, texts.sourceValue], ...rows], foot },
  ];
}

/** One, or one for each of its tables. */
function partSlides(part: BoardPart, board: string, foot: string, writer: Writer): Slide[] {
  const title = partTitle(part, writer) || board;
  const sizes = partSizes(part, writer);
  const ofPart = [...sizes, foot].join(' · ');
  if (part.kind === 'tag') return [tagSlide(part.tag, title, ofPart, writer)];
  if (part.kind === 'words') return [{ title, lines: sentencesOf(part.portrait, writer), foot: ofPart }];
  const tables = partTables(part, writer);
  if (tables.length === 0) return [{ title, lines: wordsOf(part, writer).map((text) => [{ text }]), foot }];
  return tables.map((table) => ({ title, lines: tableLines(table, writer), table: shownCells(table), foot: ofPart }));
}

/** What the table is of, and what of it a slide has no room for. */
function tableLines({ caption, heads, rows }: CellTable, { texts, format }: Writer): Slide['lines'] {
  const left = Math.max(0, rows.length - MOST_ROWS) + Math.max(0, heads.length - MOST_COLUMNS);
  const more = left > 0 ? fillText(texts.moreInWorkbook, { n: format.exact(left) }) : '';
  const said = [caption, more].filter((text) => text !== '').join(' · ');
  return said === '' ? [] : [[{ text: said }]];
}

function shownCells({ heads, rows }: CellTable): string[][] {
  const shown = rows.slice(0, MOST_ROWS).map((cells) => cells.slice(0, MOST_COLUMNS).map(cellText));
  return [heads.slice(0, MOST_COLUMNS), ...shown].map((cells) => [...cells]);
}
