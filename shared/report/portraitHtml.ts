import type { Insufficient, PortraitGroup, PortraitNumber, PortraitValue } from '../model/answers';
import { isoDay } from '../model/calendar';
import { isInsufficient, tellsApart } from '../model/findings';
import { toldSize } from '../privacy/smallCells';
import { makeFormat } from './format';
import { escapeHtml, htmlPage } from './htmlPage';
import { definitionLines, sourceRows } from './portraitSources';
import { portraitWords } from './portraitWords';
import { pText } from './pText';
import type { HiddenValue, ReportPortrait, ReportTag } from './reportPortrait';
import { fill } from './sentence';
import { type ReportTexts, reportTexts } from './texts';
import { valueName } from './valueName';

interface Writer {
  readonly texts: ReportTexts;
  readonly format: ReturnType<typeof makeFormat>;
}

/** A portrait as a page that needs nothing else: no request, no library; the same bytes for the same answer. */
export function portraitHtml(portrait: ReportPortrait, name: string, language: 'zh' | 'en'): string {
  const { title, head, tags, sources } = portraitPieces(portrait, name, language);
  return htmlPage(title, language, [...head, findField(language), ...tags, ...definitionPieces(language), ...sources]);
}

/** The same as pieces of a page. */
export function portraitPieces(portrait: ReportPortrait, name: string, language: 'zh' | 'en') {
  const writer: Writer = { texts: reportTexts[language], format: makeFormat(language) };
  const { texts } = writer;
  const found = portrait.tags.filter(tellsApart);
  const noise = portrait.tags.filter((tag) => !tellsApart(tag));
  const title = textOf(texts.title, { segment: name === '' ? texts.unnamed : name });
  const head = [
    `<h1>${escapeHtml(title)}</h1>`,
    `<p>${escapeHtml(summary(portrait, writer))}</p>`,
    `<p class="words">${words(portrait, writer)}</p>`,
  ];
  const tags = [
    `<h2>${escapeHtml(texts.found)} (${found.length})</h2>`,
    ...found.map((tag) => tagSection(tag, writer)),
    `<details><summary>${escapeHtml(texts.noise)} (${noise.length})</summary><p>${escapeHtml(texts.noiseHelp)}</p>`,
    ...noise.map((tag) => tagSection(tag, writer)),
    '</details>',
  ];
  return { title, head, tags, sources: sourcePieces(portrait, writer) };
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

function summary({ segments, restsOn: { base } }: ReportPortrait, { texts, format }: Writer): string {
  const baseName = base.name === 'all' || base.name === 'rest' ? texts[base.name] : base.name;
  const size = (n: number) => (typeof toldSize(n) === 'number' ? format.exact(n) : String(toldSize(n)));
  return textOf(texts.summary, { n: size(segments[0]?.n ?? 0), base: baseName, baseN: size(base.n) });
}

/** Sentences speak only of what the report shows. */
function words({ tags }: ReportPortrait, { texts, format }: Writer): string {
  const shown = tags.map((tag) => ({
    ...tag,
    values: tag.values.filter((value): value is PortraitValue => !('hidden' in value)),
  }));
  const sentences = portraitWords({ tags: shown }, { texts, format, valueName: (value) => valueName(value, texts, format) });
  return sentences
    .map((parts) => parts.map(({ text, tag }) => (tag === undefined ? escapeHtml(text) : `<b>${escapeHtml(text)}</b>`)).join(''))
    .join(' ');
}

function tagSection(tag: ReportTag, writer: Writer): string {
  const { texts } = writer;
  const heads = [texts.value, texts.n, texts.share, texts.baseN, texts.baseShare, texts.tgi, texts.direction, texts.pAdjusted];
  const largest = Math.max(
    0.01,
    ...tag.values.flatMap((value) => ('hidden' in value ? [] : [numberOr0(value.share), numberOr0(value.baseShare)])),
  );
  return [
    `<section data-name="${escapeHtml(tag.name.toLowerCase())}"><h3>${escapeHtml(tag.name)} <small>${difference(tag, writer)}</small></h3>`,
    numberTable(tag, writer),
    `<table><thead><tr>${heads.map((head) => `<th scope="col">${escapeHtml(head)}</th>`).join('')}</tr></thead><tbody>`,
    ...tag.values.map((value) => valueRow(value, largest, writer)),
    '</tbody></table></section>',
  ].join('');
}

function difference({ difference: found }: ReportTag, { texts, format }: Writer): string {
  if (!('measure' in found)) return escapeHtml(texts.insufficient);
  return escapeHtml(`${texts[found.measure]} ${format.decimal(found.value, 3)}, p ${pText(found.pAdjusted)}`);
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
  const quantileHeads = percents.map((percent) => textOf(texts.quantile, { percent: String(percent) }));
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

function meanDifference(welch: PortraitNumber['welch'], { texts, format }: Writer): string {
  if (isInsufficient(welch)) return texts.insufficient;
  const [low, high] = welch.interval;
  return `${format.decimal(low, 2)} – ${format.decimal(high, 2)}, p ${pText(welch.p)}`;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = heads.map((text) => `<th scope="col">${escapeHtml(text)}</th>`).join('');
  const body = rows.map(([name = '', ...cells]) => {
    return `<tr><th scope="row">${escapeHtml(name)}</th>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`;
  });
  return `<table><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table>`;
}

function sourcePieces(portrait: ReportPortrait, { texts }: Writer): string[] {
  const rows = sourceRows(portrait, texts).map(([name, value]) => {
    return `<tr><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(String(value))}</td></tr>`;
  });
  return [`<h2>${escapeHtml(texts.sources)}</h2><table><tbody>`, ...rows, '</tbody></table>'];
}

function textOf(template: string, values: Readonly<Record<string, string>>): string {
  const parts = Object.fromEntries(Object.entries(values).map(([name, text]) => [name, { text }]));
  return fill(template, parts)
    .map(({ text }) => text)
    .join('');
}

function numberOr0(found: number | Insufficient): number {
  return typeof found === 'number' ? found : 0;
}
