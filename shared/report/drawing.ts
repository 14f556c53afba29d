import { titleText, type Writer } from './portraitFacts';
import { sourceRows } from './portraitSources';
import type { ReportPortrait } from './reportPortrait';
import { svgText, xml } from './svgText';

export const DRAWING_WIDTH = 900;
export const EDGE = 24;
export const INK = { text: '#1c2430', faint: '#5b6472', line: '#d5dae3', segment: '#2155d6', base: '#aeb7c6' };
/** The same colours as on the page, where they stay apart for nearly everyone; signs say it to the others. */
export const DIRECTION_INK = { above: '#1f5fbf', below: '#b8560b', neutral: '#5b6472' };

const FONT = "system-ui,'Microsoft YaHei','PingFang SC','Noto Sans CJK SC',sans-serif";
const HEAD = 94;
const FOOT = 64;

interface Drawing {
  readonly title: string;
  /** Of whom it is. */
  readonly subject: string;
  readonly sizes: string;
  /** Small, below the subject. */
  readonly note: string;
  /** Pixels; at least those of a page. */
  readonly width?: number;
  /** Pixels of the body. */
  readonly height: number;
  /** What is drawn; `top` is where the body begins. */
  readonly body: (top: number) => readonly string[];
  /** Said at the foot beside the version of the data. */
  readonly left?: string;
}

/** A drawing that says by itself what it is of: sizes, base, version of the data; the same bytes for the same answer. */
export function drawingSvg(
  { title, subject, sizes, note, height, body, left = '', ...rest }: Drawing,
  portrait: Pick<ReportPortrait, 'restsOn'>,
  writer: Writer,
): string {
  const width = Math.max(DRAWING_WIDTH, rest.width ?? 0);
  const within = width - 2 * EDGE;
  const bottom = HEAD + height;
  const whole = bottom + FOOT;
  const named = titleText(subject, writer);
  const stamp = sourceRows(portrait, writer.texts).map(([what, value]) => `${what}: ${value}`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${whole}" viewBox="0 0 ${width} ${whole}" role="img" font-family="${FONT}">`,
    `<title>${xml(`${title} – ${named}`)}</title>`,
    `<desc>${xml([sizes, ...stamp].join(' · '))}</desc>`,
    `<rect width="${width}" height="${whole}" fill="#ffffff"/>`,
    svgText(EDGE, 38, title, { size: 20, fill: INK.text, bold: true, within }),
    svgText(EDGE, 60, `${named} – ${sizes}`, { size: 12, fill: INK.text, within }),
    svgText(EDGE, 79, note, { size: 12, fill: INK.faint, within }),
    ...body(HEAD),
    ...footing(portrait, left, { bottom, within }, writer),
    '</svg>\n',
  ].join('\n');
}

function footing(
  { restsOn }: Pick<ReportPortrait, 'restsOn'>,
  left: string,
  { bottom, within }: { readonly bottom: number; readonly within: number },
  { texts }: Writer,
): string[] {
  const style = { size: 10.5, fill: INK.faint, within };
  const stamp = [
    `${texts.dataVersion} ${restsOn.dataVersion}`,
    `${texts.asOf} ${restsOn.asOf}`,
    `${texts.receipts} ${restsOn.receipts.join(', ')}`,
    ...(left === '' ? [] : [left]),
  ];
  return [svgText(EDGE, bottom + 24, stamp.join(' · '), style), svgText(EDGE, bottom + 42, texts['definition.cells'], style)];
}
