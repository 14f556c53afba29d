import type { Board } from '../model/board';
import { valuesBeside } from '../model/valuesBeside';
import { toldSize } from '../privacy/smallCells';
import type { BoardPart, ComparedSegment } from './boardPart';
import { partSizes, partTables, partTitle } from './boardTables';
import { experimentChapter } from './experimentHtml';
import { funnelHtml } from './funnelHtml';
import { escapeHtml, htmlPage } from './htmlPage';
import { ledgerChapter } from './ledgerHtml';
import { cellsHtml } from './plainTable';
import { isShown, sizesText, type Writer, writerOf } from './portraitFacts';
import { definitionPieces, findField, portraitWordsHtml, sourcePieces, tagSection } from './portraitHtml';
import type { ReportPortrait, ReportTag } from './reportPortrait';
import { retentionHtml } from './retentionHtml';
import { fillText } from './sentence';
import { valueName } from './valueName';

/** A board as a page that needs nothing else; the same bytes for the same answers. `restsOn` says of which data they are. */
export function boardHtml(
  { name }: Pick<Board, 'name'>,
  parts: readonly BoardPart[],
  restsOn: ReportPortrait['restsOn'],
  language: 'zh' | 'en',
): string {
  const writer = writerOf(language);
  return htmlPage(name, language, [
    `<h1>${escapeHtml(name)}</h1>`,
    findField(language),
    ...parts.map((part) => partHtml(part, writer)),
    ...definitionPieces(language),
    ...sourcePieces({ restsOn }, writer),
  ]);
}

function partHtml(part: BoardPart, writer: Writer): string {
  if (part.kind === 'text') return `<p>${escapeHtml(part.text).replaceAll('\n', '<br>')}</p>`;
  const head = `<h2>${escapeHtml(partTitle(part, writer))}</h2>`;
  switch (part.kind) {
    case 'count':
      return head + countHtml(part, writer);
    case 'words':
      return `${head}<p>${escapeHtml(sizesText(part.portrait, writer))}</p><p class="words">${portraitWordsHtml(part.portrait, writer)}</p>`;
    case 'tag':
      return `${head}<p>${escapeHtml(sizesText(part.portrait, writer))}</p>${tagSection(part.tag, writer)}`;
    case 'retention':
      return head + retentionHtml(part, writer);
    case 'funnel':
      return head + funnelHtml(part, writer);
    case 'experiment':
      return head + experimentChapter(part, writer.language);
    case 'ledger':
      return head + ledgerChapter(part.answer, writer);
    case 'path':
    case 'trend':
    case 'affinity':
    case 'nextBest':
    case 'migration':
      return head + sizedTable(part, writer);
    case 'compared':
      return head + comparedHtml(part.segments, writer);
  }
}

/** Of whom an item is, and its numbers. */
function sizedTable(part: BoardPart, writer: Writer): string {
  const sizes = partSizes(part, writer).map((line) => `<p>${escapeHtml(line)}</p>`);
  return [...sizes, ...partTables(part, writer).map(cellsHtml)].join('');
}

/** Of a handful of customers the share would tell the number. */
function countHtml({ count, base }: { count: number; base: number }, { texts, format }: Writer): string {
  const told = toldSize(count);
  if (typeof told !== 'number') return `<p><b>${escapeHtml(told)}</b></p>`;
  const share = format.percent(base === 0 ? 0 : count / base, 2);
  return `<p><b>${escapeHtml(format.exact(told))}</b> ${escapeHtml(fillText(texts.ofAll, { share }))}</p>`;
}

function comparedHtml(segments: readonly ComparedSegment[], writer: Writer): string {
  const { texts, format } = writer;
  const names = segments.map(({ name }) => `<th scope="colgroup" colspan="2">${escapeHtml(name)}</th>`).join('');
  const columns = [texts.share, texts.tgi].map((text) => `<th scope="col">${escapeHtml(text)}</th>`).join('');
  const rows = valuesBeside(segments.map(({ tag }) => tag)).map(({ value, ofEach }) => {
    const cells = ofEach.flatMap((each) => cellsOf(each, writer)).map((cell) => `<td>${escapeHtml(cell)}</td>`);
    return `<tr><th scope="row">${escapeHtml(valueName(value, texts, format))}</th>${cells.join('')}</tr>`;
  });
  const sizes = segments.map(({ name, portrait }) => `<li>${escapeHtml(`${name}: ${sizesText(portrait, writer)}`)}</li>`);
  const head = `<tr><td></td>${names}</tr><tr><td></td>${columns.repeat(segments.length)}</tr>`;
  return `<ul>${sizes.join('')}</ul><table><thead>${head}</thead><tbody>${rows.join('')}</tbody></table>`;
}

function cellsOf(
  value: ReportTag['values'][number] | undefined,
  { texts, format }: Writer,
): readonly [share: string, tgi: string] {
  if (value === undefined) return ['–', '–'];
  if (!isShown(value)) return [texts.hidden, '–'];
  const { share, tgi, direction } = value;
  return [
    typeof share === 'number' ? format.percent(share) : '–',
    typeof tgi === 'number' ? `${texts[direction]} ${format.decimal(tgi, 0)}` : texts.insufficient,
  ];
}
