import type { PortraitValue } from '../model/answers';
import { isoDay } from '../model/calendar';
import { isInsufficient } from '../model/findings';
import { DIRECTION_INK, drawingSvg, EDGE, INK, DRAWING_WIDTH as WIDTH } from './drawing';
import { differenceText, isShown, sizesText, type Writer, writerOf } from './portraitFacts';
import type { ReportPortrait, ReportTag } from './reportPortrait';
import { fillText } from './sentence';
import { round, svgText } from './svgText';
import { valueName } from './valueName';

const ROW = 36;
const COLUMN_HEADS = 34;
/** A picture of more values is one nobody reads; the table has them all. */
const MOST_VALUES = 40;

const LABELS = { x: EDGE, width: 180 };
const SHARES = { x: 214, width: 230 };
const INDEX = { x: 524, width: 196 };
interface Scales {
  /** Pixels of a share. */
  readonly share: (share: number) => number;
  /** Place of an index on the axis. */
  readonly index: (tgi: number) => number;
}

/** One tag of a portrait as a drawing. */
export function tagSvg(portrait: ReportPortrait, tag: ReportTag, name: string, language: 'zh' | 'en'): string {
  const writer = writerOf(language);
  const values = tag.values.slice(0, MOST_VALUES);
  const left = tag.values.length - values.length;
  const drawing = {
    title: tag.name,
    subject: name,
    sizes: sizesText(portrait, writer),
    note: [differenceText(tag, writer), ...meansText(tag, writer)].join(' · '),
    height: COLUMN_HEADS + values.length * ROW,
    body: (top: number) => bodyOf(values, top + COLUMN_HEADS, writer),
    left: left > 0 ? fillText(writer.texts.leftOut, { n: writer.format.exact(left) }) : '',
  };
  return drawingSvg(drawing, portrait, writer);
}

function bodyOf(values: ReportTag['values'], top: number, writer: Writer): string[] {
  const scales = scalesOf(values.filter(isShown));
  const rows = values.flatMap((value, row) => valueRow(value, top + row * ROW, scales, writer));
  return [...columnHeads(scales, top, top + values.length * ROW, writer), ...rows];
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

function meansText({ type, number }: ReportTag, { texts, format }: Writer): string[] {
  if (!number || typeof number.segment.mean !== 'number' || typeof number.base.mean !== 'number') return [];
  const write = (mean: number) => (type === 'date' ? isoDay(Math.round(mean)) : format.decimal(mean, 2));
  return [`${texts.mean}: ${texts.segment} ${write(number.segment.mean)}, ${texts.base} ${write(number.base.mean)}`];
}

function columnHeads({ index }: Scales, top: number, bottom: number, { texts }: Writer): string[] {
  const [y, middle] = [top - 14, round(index(100))];
  const style = { size: 11, fill: INK.faint };
  const key = (x: number, fill: string) => `<rect x="${x}" y="${y - 9}" width="10" height="10" fill="${fill}"/>`;
  return [
    key(SHARES.x, INK.segment),
    svgText(SHARES.x + 15, y, texts.share, style),
    key(SHARES.x + 140, INK.base),
    svgText(SHARES.x + 155, y, texts.baseShare, style),
    svgText(middle, y, '100', { ...style, anchor: 'middle' }),
    svgText(WIDTH - EDGE, y, `${texts.tgi} (95%)`, { ...style, anchor: 'end' }),
    `<path d="M${EDGE} ${top - 5}H${WIDTH - EDGE}" stroke="${INK.line}"/>`,
    `<path d="M${middle} ${top - 5}V${bottom}" stroke="${INK.faint}" stroke-dasharray="3 3"/>`,
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
  const fill = DIRECTION_INK[direction];
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
