import type { PortraitValue } from '../model/answers';
import type { Board } from '../model/board';
import { toldSize } from '../privacy/smallCells';
import { escapeHtml, htmlPage } from './htmlPage';
import { isShown, sizesText, type Writer, writerOf } from './portraitFacts';
import { definitionPieces, findField, portraitWordsHtml, sourcePieces, tagSection } from './portraitHtml';
import type { HiddenValue, ReportPortrait, ReportTag } from './reportPortrait';
import { fillText } from './sentence';
import { valueName } from './valueName';

/** What stands on a board, as it may leave the house. `title` is the item's own or the name of what it shows. */
export type BoardPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'count'; readonly title: string; readonly count: number; readonly base: number }
  | { readonly kind: 'words'; readonly title: string; readonly portrait: ReportPortrait }
  | { readonly kind: 'tag'; readonly title: string; readonly portrait: ReportPortrait; readonly tag: ReportTag }
  | { readonly kind: 'compared'; readonly title: string; readonly segments: readonly ComparedSegment[] };

interface ComparedSegment {
  readonly name: string;
  readonly portrait: ReportPortrait;
  readonly tag: ReportTag;
}

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
  const head = `<h2>${escapeHtml(part.title)}</h2>`;
  switch (part.kind) {
    case 'count':
      return head + countHtml(part, writer);
    case 'words':
      return `${head}<p>${escapeHtml(sizesText(part.portrait, writer))}</p><p class="words">${portraitWordsHtml(part.portrait, writer)}</p>`;
    case 'tag':
      return `${head}<p>${escapeHtml(sizesText(part.portrait, writer))}</p>${tagSection(part.tag, writer)}`;
    case 'compared':
      return head + comparedHtml(part.segments, writer);
  }
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
  const values = new Map<string, PortraitValue | HiddenValue>();
  for (const { tag } of segments) for (const value of tag.values) values.set(keyOf(value), values.get(keyOf(value)) ?? value);
  const heads = segments.flatMap(({ name }) => [`${name}: ${texts.share}`, `${name}: ${texts.tgi}`]);
  const rows = [...values].map(([key, value]) => {
    const cells = segments.flatMap(({ tag }) =>
      cellsOf(
        tag.values.find((each) => keyOf(each) === key),
        writer,
      ),
    );
    return `<tr><th scope="row">${escapeHtml(valueName(value, texts, format))}</th>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`;
  });
  const sizes = segments.map(({ name, portrait }) => `<li>${escapeHtml(`${name}: ${sizesText(portrait, writer)}`)}</li>`);
  const head = ['', ...heads].map((text) => `<th scope="col">${escapeHtml(text)}</th>`).join('');
  return `<ul>${sizes.join('')}</ul><table><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
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

function keyOf({ value }: Pick<PortraitValue, 'value'>): string {
  return `${typeof value}\n${value}`;
}
