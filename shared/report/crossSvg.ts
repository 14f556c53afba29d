import { isInsufficient } from '../model/findings';
import type { CrossCell, CrossLevel, PortraitCross } from '../model/portraitCross';
import { hiddenGrid, LEAST_CELL_OUTSIDE, toldSize } from '../privacy/smallCells';
import { DIRECTION_INK, DRAWING_WIDTH, drawingSvg, EDGE, INK } from './drawing';
import { sizesText, type Writer, writerOf } from './portraitFacts';
import { fillText } from './sentence';
import { round, svgText, textWidth } from './svgText';
import { tintPercent } from './tgiScale';
import { valueName } from './valueName';
import { VERDICT_SIGNS, verdictOf } from './verdict';

const ROW = 30;
const COLUMN = { least: 58, most: 120 };
const ROW_HEADS = 170;
/** Names of columns rise to the right. */
const SLOPE = 35;
const NAME = { size: 11, within: 150 };
const HATCH =
  '<pattern id="few" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0V6" stroke="#d5dae3" stroke-width="2"/></pattern>';

/** Two tags at once as tiles of the TGI, without the numbers of small cells; `isNested`: the base may hold the segment. */
export function crossSvg(cross: PortraitCross, isNested: boolean, subject: string, language: 'zh' | 'en'): string {
  const writer = writerOf(language);
  const { texts } = writer;
  const [first, second] = cross.tags;
  const columns = second.levels.length;
  const room = (DRAWING_WIDTH - 2 * EDGE - ROW_HEADS) / Math.max(1, columns);
  const column = Math.min(COLUMN.most, Math.max(COLUMN.least, room));
  const names = headPixels(second.levels, writer);
  const size = (n: number) => (typeof toldSize(n) === 'number' ? writer.format.exact(n) : String(toldSize(n)));
  const drawing = {
    title: `${first.name} × ${second.name}`,
    subject,
    sizes: sizesText(cross, writer),
    note: fillText(texts.crossNote, { n: size(cross.known.segment), baseN: size(cross.known.base) }),
    width: 2 * EDGE + ROW_HEADS + columns * column,
    height: names + first.levels.length * ROW,
    body: (top: number) => [
      `<defs>${HATCH}</defs>`,
      ...heads(cross, { top: top + names, column }, writer),
      ...tiles(cross, isNested, { top: top + names, column }, writer),
    ],
    left: `${texts.above}  ${texts.below}  ${texts.neutral}`,
  };
  return drawingSvg(drawing, cross, writer);
}

/** How high the names of the columns rise. */
function headPixels(levels: readonly CrossLevel[], writer: Writer): number {
  const longest = Math.max(0, ...levels.map((level) => textWidth(levelName(level, writer)) * NAME.size));
  return Math.ceil(22 + Math.min(NAME.within, longest) * Math.sin((SLOPE * Math.PI) / 180));
}

/** Pixels: where the grid begins, and how wide a column is. */
interface Grid {
  readonly top: number;
  readonly column: number;
}

function heads({ tags: [first, second] }: Pick<PortraitCross, 'tags'>, { top, column }: Grid, writer: Writer): string[] {
  const style = { size: NAME.size, fill: INK.text };
  const across = second.levels.map((level, at) => {
    const [x, y] = [round(EDGE + ROW_HEADS + (at + 0.4) * column), top - 6];
    return `<g transform="rotate(-${SLOPE} ${x} ${y})">${svgText(x, y, levelName(level, writer), { ...style, within: NAME.within })}</g>`;
  });
  const down = first.levels.map((level, at) =>
    svgText(EDGE, top + at * ROW + 19, levelName(level, writer), { ...style, within: ROW_HEADS - 12 }),
  );
  return [...across, ...down];
}

function tiles(cross: PortraitCross, isNested: boolean, { top, column }: Grid, writer: Writer): string[] {
  const grid = cellGrid(cross);
  const hidden = hiddenGrid(
    grid.map((cells) => cells.map((cell) => countsOf(cell, isNested))),
    LEAST_CELL_OUTSIDE,
  );
  return grid.flatMap((cells, row) =>
    cells.flatMap((cell, at) => {
      const box = { x: EDGE + ROW_HEADS + at * column, y: top + row * ROW, width: column - 2 };
      return cell ? tile(cell, hidden[row]?.[at] ?? true, box, writer) : [];
    }),
  );
}

function cellGrid({ tags: [first, second], cells }: Pick<PortraitCross, 'tags' | 'cells'>): (CrossCell | undefined)[][] {
  const byPlace = new Map(cells.map((cell) => [cell.at.join(), cell]));
  return first.levels.map((_, a) => second.levels.map((__, b) => byPlace.get(`${a},${b}`)));
}

function countsOf(cell: CrossCell | undefined, isNested: boolean): readonly number[] {
  const { n, baseN } = cell ?? { n: 0, baseN: 0 };
  return isNested ? [n, baseN, baseN - n] : [n, baseN];
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

function tile(cell: CrossCell, isHidden: boolean, { x, y, width }: Box, { format }: Writer): string[] {
  const verdict = verdictOf(cell);
  const box = (ground: string) => `<rect x="${round(x)}" y="${y}" width="${round(width)}" height="${ROW - 2}" ${ground}/>`;
  if (isHidden || isInsufficient(cell.tgi) || verdict === 'insufficient') return [box('fill="url(#few)"')];
  const tint = verdict === 'same' ? 0 : tintPercent(cell.tgi) / 100;
  return [
    box(`fill="${DIRECTION_INK[cell.direction]}" fill-opacity="${tint}" stroke="${INK.line}"`),
    svgText(x + width / 2, y + 18, `${VERDICT_SIGNS[verdict]} ${format.decimal(cell.tgi, 0)}`, {
      size: 11,
      fill: INK.text,
      anchor: 'middle',
    }),
  ];
}

function levelName(level: CrossLevel, { texts, format }: Writer): string {
  if (level.others !== undefined) return fillText(texts.otherValues, { n: format.exact(level.others) });
  return valueName(level, texts, format);
}
