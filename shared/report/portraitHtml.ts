import type { Insufficient, PortraitGroup, PortraitNumber, PortraitValue } from '../model/answers';
import { isoDay } from '../model/calendar';
import { isInsufficient, repeatsByTag, sortedTags } from '../model/findings';
import { escapeHtml, htmlPage } from './htmlPage';
import { differenceText, isShown, sentencesOf, sizesText, titleText, type Writer, writerOf } from './portraitFacts';
import { definitionLines, sourceRows } from './portraitSources';
import { pText } from './pText';
import type { HiddenValue, ReportPortrait, ReportTag } from './reportPortrait';
import { fillText } from './sentence';
import { reportTexts } from './texts';
import { valueName } from './valueName';

/** A tag of more values may go over to the next page when it is printed: kept whole it would leave much of a page empty. */
const MOST_UNBROKEN = 14;

/** A portrait as a page that needs nothing else: no request, no library; the same bytes for the same answer. */
export function portraitHtml(portrait: ReportPortrait, name: string, language: 'zh' | 'en'): string {
  const { title, head, tags, sources } = portraitPieces(portrait, name, language);
  return htmlPage(title, language, [...head, findField(language), ...tags, ...definitionPieces(language), ...sources]);
}

/** The same as pieces of a page. */
export function portraitPieces(portrait: ReportPortrait, name: string, language: 'zh' | 'en') {
  const writer = writerOf(language);
  const { texts } = writer;
  const { found, set, noise } = sortedTags(portrait.tags);
  const repeats = repeatsByTag(portrait.tags);
  const sectionsOf = (tag: ReportTag) => tagSections(tag, repeats.get(tag.tag) ?? [], writer);
  const title = titleText(name, writer);
  const head = [
    `<h1>${escapeHtml(title)}</h1>`,
    `<p>${escapeHtml(sizesText(portrait, writer))}</p>`,
    `<p class="words">${portraitWordsHtml(portrait, writer)}</p>`,
  ];
  const tags = [
    `<h2>${escapeHtml(texts.found)} (${found.length})</h2>`,
    ...found.flatMap(sectionsOf),
    ...(set.length > 0 ? folded(set.length, texts.setByRule, texts.setByRuleHelp, set.flatMap(sectionsOf)) : []),
    ...folded(noise.length, texts.noise, texts.noiseHelp, noise.flatMap(sectionsOf)),
  ];
  return { title, head, tags, sources: sourcePieces(portrait, writer) };
}

/** A tag, and folded under it those that say the same. */
function tagSections(tag: ReportTag, repeats: readonly ReportTag[], writer: Writer): string[] {
  const { saysTheSame, saysTheSameHelp } = writer.texts;
  const under = repeats.map((repeat) => tagSection(repeat, writer));
  return [tagSection(tag, writer), ...(under.length > 0 ? folded(under.length, saysTheSame, saysTheSameHelp, under) : [])];
}

function folded(tags: number, name: string, help: string, sections: readonly string[]): string[] {
  return [`<details><summary>${escapeHtml(name)} (${tags})</summary><p>${escapeHtml(help)}</p>`, ...sections, '</details>'];
}

/** The field that the page's script finds sections by. */
export function findField(language: 'zh' | 'en'): string {
  return `<p class="find"><label>${escapeHtml(reportTexts[language].find)} <input type="search" id="find"></label></p>`;
}

/** What the numbers of every portrait mean. */
export function definitionPieces(language: 'zh' | 'en'): string[] {
  const texts = reportTexts[language];
  const lines = definitionLines(texts).map((line) => `<li>${escapeHtml(line)}</li>`);
  return [`<h2>${escapeHtml(texts.definitions)}</h2><ul>`, ...lines, '</ul>'];
}

/** What the portrait says, its numbers in bold. */
export function portraitWordsHtml(portrait: ReportPortrait, writer: Writer): string {
  return sentencesOf(portrait, writer)
    .map((parts) => parts.map(({ text, tag }) => (tag === undefined ? escapeHtml(text) : `<b>${escapeHtml(text)}</b>`)).join(''))
    .join(' ');
}

/** One tag with all its numbers. */
export function tagSection(tag: ReportTag, writer: Writer): string {
  const { texts } = writer;
  const heads = [texts.value, texts.n, texts.share, texts.baseN, texts.baseShare, texts.tgi, texts.direction, texts.pAdjusted];
  const largest = Math.max(
    0.01,
    ...tag.values.filter(isShown).flatMap(({ share, baseShare }) => [numberOr0(share), numberOr0(baseShare)]),
  );
  const fits = tag.values.length <= MOST_UNBROKEN ? '' : ' class="long"';
  return [
    `<section${fits} data-name="${escapeHtml(tag.name.toLowerCase())}"><h3>${escapeHtml(tag.name)} <small>${escapeHtml(differenceText(tag, writer))}</small></h3>`,
    numberTable(tag, writer),
    `<table><thead><tr>${heads.map((head) => `<th scope="col">${escapeHtml(head)}</th>`).join('')}</tr></thead><tbody>`,
    ...tag.values.map((value) => valueRow(value, largest, writer)),
    '</tbody></table></section>',
  ].join('');
}

function valueRow(value: PortraitValue | HiddenValue, largest: number, { texts, format }: Writer): string {
  const name = `<th scope="row">${escapeHtml(valueName(value, texts, format))}</th>`;
  if ('hidden' in value) return `<tr class="hidden">${name}<td colspan="7">${escapeHtml(texts.hidden)}</td></tr>`;
  const or = <T>(found: T | Insufficient, write: (found: T) => string) =>
    isInsufficient(found) ? texts.insufficient : write(found);
  const tgi = or(value.tgi, (index) => format.decimal(index, 0));
  const interval = or(value.interval, ([low, high]) => ` (${format.decimal(low, 0)}–${format.decimal(high, 0)})`);
  const cells = [
    format.exact(value.n),
    bar(value.share, largest, 'segment', format),
    format.exact(value.baseN),
    bar(value.baseShare, largest, 'base', format),
    escapeHtml(isInsufficient(value.tgi) ? tgi : tgi + interval),
    escapeHtml(isInsufficient(value.tgi) ? texts.insufficient : texts[value.direction]),
    escapeHtml(or(value.pAdjusted, pText)),
  ];
  return `<tr class="${value.direction}">${name}${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
}

function bar(share: number | Insufficient, largest: number, kind: string, format: Writer['format']): string {
  if (typeof share !== 'number') return '–';
  const width = ((100 * share) / largest).toFixed(1);
  return `<span class="share">${format.percent(share)}</span> <span class="bar ${kind}" style="width:${width}px" aria-hidden="true"></span>`;
}

function numberTable({ type, number }: ReportTag, { texts, format }: Writer): string {
  if (!number) return '';
  const { segment, base, rest, welch } = number;
  const write = (value: number) => (type === 'date' ? isoDay(Math.round(value)) : format.decimal(value, 2));
  const percents = [...new Set([...(segment.quantiles ?? []), ...(base.quantiles ?? [])].map(([percent]) => percent))];
  percents.sort((a, b) => a - b);
  const quantileHeads = percents.map((percent) => fillText(texts.quantile, { percent: String(percent) }));
  const row = (name: string, { n, mean, sd, quantiles }: PortraitGroup) => {
    const valueAt = new Map(quantiles);
    const found = percents.map((percent) => valueAt.get(percent));
    return [
      name,
      format.exact(n),
      isInsufficient(mean) ? texts.insufficient : write(mean),
      isInsufficient(sd) ? texts.insufficient : format.decimal(sd, 2),
      ...found.map((value) => (value === undefined ? '–' : write(value))),
    ];
  };
  const heads = ['', texts.known, texts.mean, texts.sd, ...quantileHeads];
  const rows = [row(texts.segment, segment), row(texts.base, base), row(texts.others, rest)];
  return `${table(heads, rows)}<p>${escapeHtml(`${texts.meanDifference}: ${meanDifference(welch, { texts, format })}`)}</p>`;
}

function meanDifference(welch: PortraitNumber['welch'], { texts, format }: Omit<Writer, 'language'>): string {
  if (isInsufficient(welch)) return texts.insufficient;
  const [low, high] = welch.interval;
  return `${format.decimal(low, 2)} – ${format.decimal(high, 2)}, p ${pText(welch.p)}`;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = heads.map((text) => `<th scope="col">${escapeHtml(text)}</th>`).join('');
  const body = rows.map(([name = '', ...cells]) => {
    return `<tr><th scope="row">${escapeHtml(name)}</th>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`;
  });
  return `<table class="means"><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table>`;
}

/** What the numbers rest on. */
export function sourcePieces(portrait: Pick<ReportPortrait, 'restsOn'>, { texts }: Writer): string[] {
  const rows = sourceRows(portrait, texts).map(([name, value]) => {
    return `<tr><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(String(value))}</td></tr>`;
  });
  return [`<h2>${escapeHtml(texts.sources)}</h2><table><tbody>`, ...rows, '</tbody></table>'];
}

function numberOr0(found: number | Insufficient): number {
  return typeof found === 'number' ? found : 0;
}
