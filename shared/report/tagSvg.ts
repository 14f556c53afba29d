import type { PortraitValue } from '../model/answers';
import { isoDay } from '../model/calendar';
import { isInsufficient } from '../model/findings';
import { differenceText, isShown, sizesText, titleText, type Writer, writerOf } from './portraitFacts';
import { sourceRows } from './portraitSources';
import type { ReportPortrait, ReportTag } from './reportPortrait';
import { fillText } from './sentence';
import { round, svgText, xml } from './svgText';
import { valueName } from './valueName';

const WIDTH = 900;
const EDGE = 24;
const ROW = 36;
const HEAD = 128;
const FOOT = 64;
/** A picture of more values is one nobody reads; the table has them all. */
const MOST_VALUES = 40;

const LABELS = { x: EDGE, width: 180 };
const SHARES = { x: 214, width: 230 };
const INDEX = { x: 524, width: 196 };
const FONT = "system-ui,'Microsoft YaHei','PingFang SC','Noto Sans CJK SC',sans-serif";
const INK = { text: '#1c2430', faint: '#5b6472', line: '#d5dae3', segment: '#2155d6', base: '#aeb7c6' };
const DIRECTION = { above: '#1f5fbf', below: '#b8560b', neutral: '#5b6472' };

interface Scales {
  /** Pixels of a share. */
  readonly share: (share: number) => number;
  /** Place of an index on the axis. */
  readonly index: (tgi: number) => number;
}

/** One tag of a portrait as a drawing that says by itself what it is of: sizes, base, version of the data; the same bytes for the same answer. */
export function tagSvg(portrait: ReportPortrait, tag: ReportTag, name: string, language: 'zh' | 'en'): string {
  const writer = writerOf(language);
  const values = tag.values.slice(0, MOST_VALUES);
  const scales = scalesOf(values.filter(isShown));
  const bottom = HEAD + values.length * ROW;
  const height = bottom + FOOT;
  const stamp = sourceRows(portrait, writer.texts).map(([what, value]) => `${what}: ${value}`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" font-family="${FONT}">`,
    `<title>${xml(`${tag.name} – ${titleText(name, writer)}`)}</title>`,
    `<desc>${xml([sizesText(portrait, writer), ...stamp].join(' · '))}</desc>`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    ...heading(portrait, tag, name, writer),
    ...columnHeads(scales, bottom, writer),
    ...values.flatMap((value, row) => valueRow(value, HEAD + row * ROW, scales, writer)),
    ...footing(portrait, tag.values.length - values.length, bottom, writer),
    '</svg>\n',
  ].join('\n');
}

function scalesOf(values: readonly PortraitValue[]): Scales {
  const shares = values.flatMap(({ share, baseShare }) => [share, baseShare]).filter((share) => typeof share === 'number');
  const indices = values.map(({ tgi }) => tgi).filter((tgi) => typeof tgi === 'number');
  const [largest, highest] = [Math.max(0.01, ...shares), 1.2 * Math.max(150, ...indices)];
  return {
    share: (share) => (SHARES.width * share) / largest,
    index: (tgi) => INDEX.x + (INDEX.width * Math.min(Math.max(tgi, 0), highest)) / highest,
  };
}

function heading(portrait: ReportPortrait, tag: ReportTag, name: string, writer: Writer): string[] {
  const within = WIDTH - 2 * EDGE;
  const means = meansText(tag, writer);
  return [
    svgText(EDGE, 38, tag.name, { size: 20, fill: INK.text, bold: true, within }),
    svgText(EDGE, 60, `${titleText(name, writer)} – ${sizesText(portrait, writer)}`, { size: 12, fill: INK.text, within }),
    svgText(EDGE, 79, [differenceText(tag, writer), ...means].join(' · '), { size: 12, fill: INK.faint, within }),
  ];
}

function meansText({ type, number }: ReportTag, { texts, format }: Writer): string[] {
  if (!number || typeof number.segment.mean !== 'number' || typeof number.base.mean !== 'number') return [];
  const write = (mean: number) => (type === 'date' ? isoDay(Math.round(mean)) : format.decimal(mean, 2));
  return [`${texts.mean}: ${texts.segment} ${write(number.segment.mean)}, ${texts.base} ${write(number.base.mean)}`];
}

function columnHeads({ index }: Scales, bottom: number, { texts }: Writer): string[] {
  const [y, middle] = [HEAD - 14, round(index(100))];
  const style = { size: 11, fill: INK.faint };
  const key = (x: number, fill: string) => `<rect x="${x}" y="${y - 9}" width="10" height="10" fill="${fill}"/>`;
  return [
    key(SHARES.x, INK.segment),
    svgText(SHARES.x + 15, y, texts.share, style),
    key(SHARES.x + 140, INK.base),
    svgText(SHARES.x + 155, y, texts.baseShare, style),
    svgText(middle, y, '100', { ...style, anchor: 'middle' }),
    svgText(WIDTH - EDGE, y, `${texts.tgi} (95%)`, { ...style, anchor: 'end' }),
    `<path d="M${EDGE} ${HEAD - 5}H${WIDTH - EDGE}" stroke="${INK.line}"/>`,
    `<path d="M${middle} ${HEAD - 5}V${bottom}" stroke="${INK.faint}" stroke-dasharray="3 3"/>`,
  ];
}

function valueRow(value: ReportTag['values'][number], y: number, scales: Scales, writer: Writer): string[] {
  const { texts, format } = writer;
  const style = { size: 12, fill: INK.text };
  const line = `<path d="M${EDGE} ${y + ROW - 3}H${WIDTH - EDGE}" stroke="${INK.line}" stroke-width=".5"/>`;
  const label = svgText(LABELS.x, y + 20, valueName(value, texts, format), { ...style, within: LABELS.width });
  if (!isShown(value)) return [label, svgText(SHARES.x, y + 20, texts.hidden, { size: 11, fill: INK.faint }), line];
  return [label, ...shareBars(value, y, scales, writer), ...indexMark(value, y + 16, scales, writer), line];
}

function shareBars({ share, baseShare }: PortraitValue, y: number, scales: Scales, { texts, format }: Writer): string[] {
  const bar = (found: PortraitValue['share'], top: number, fill: string) => {
    const width = typeof found === 'number' ? round(scales.share(found)) : 0;
    const text = typeof found === 'number' ? format.percent(found) : texts.insufficient;
    const ink = { size: 11, fill: fill === INK.segment ? INK.text : INK.faint };
    return [
      `<rect x="${SHARES.x}" y="${top}" width="${width}" height="11" fill="${fill}"/>`,
      svgText(SHARES.x + width + 6, top + 9.5, text, ink),
    ];
  };
  return [...bar(share, y + 4, INK.segment), ...bar(baseShare, y + 17, INK.base)];
}

function indexMark(
  { tgi, interval, direction }: PortraitValue,
  y: number,
  { index }: Scales,
  { texts, format }: Writer,
): string[] {
  const end = { size: 11, fill: INK.faint, anchor: 'end' } as const;
  if (isInsufficient(tgi)) return [svgText(WIDTH - EDGE, y + 4, texts.insufficient, end)];
  const fill = DIRECTION[direction];
  const [whisker, range] = isInsufficient(interval)
    ? [[], '']
    : [whiskerOf(interval, y, index, fill), rangeText(interval, format)];
  return [
    ...whisker,
    `<circle cx="${round(index(tgi))}" cy="${y}" r="3" fill="${fill}"/>`,
    svgText(WIDTH - EDGE, y - 2, `${format.decimal(tgi, 0)}${range}`, { ...end, fill: INK.text }),
    svgText(WIDTH - EDGE, y + 12, texts[direction], { ...end, fill }),
  ];
}

function whiskerOf([low, high]: readonly [number, number], y: number, index: Scales['index'], stroke: string): string[] {
  return [`<path d="M${round(index(low))} ${y}H${round(index(high))}" stroke="${stroke}" stroke-width="2"/>`];
}

function rangeText([low, high]: readonly [number, number], format: Writer['format']): string {
  return ` (${format.decimal(low, 0)}–${format.decimal(high, 0)})`;
}

function footing({ restsOn }: ReportPortrait, left: number, bottom: number, { texts, format }: Writer): string[] {
  const style = { size: 10.5, fill: INK.faint, within: WIDTH - 2 * EDGE };
  const stamp = [
    `${texts.dataVersion} ${restsOn.dataVersion}`,
    `${texts.asOf} ${restsOn.asOf}`,
    `${texts.receipts} ${restsOn.receipts.join(', ')}`,
    ...(left > 0 ? [fillText(texts.leftOut, { n: format.exact(left) })] : []),
  ];
  return [svgText(EDGE, bottom + 24, stamp.join(' · '), style), svgText(EDGE, bottom + 42, texts['definition.cells'], style)];
}
