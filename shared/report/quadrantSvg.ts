import { DIRECTION_INK, DRAWING_WIDTH, EDGE, INK } from './drawing';
import { findingName } from './findingText';
import type { Writer } from './portraitFacts';
import { round, svgText, textWidth } from './svgText';
import { LOWEST_TGI, tgiEnds } from './tgiScale';
import { leadersOf, type ValueFinding } from './valueFindings';

const PLOT = { left: 74, right: DRAWING_WIDTH - EDGE, height: 460, top: 26 };
export const QUADRANT_PIXELS = PLOT.top + PLOT.height + 46;
const TGI_TICKS = [10, 25, 50, 100, 200, 400, 800, 1600, 3200];
const SHARE_STEPS = [0.01, 0.02, 0.05, 0.1, 0.2];
const LABEL_SIZE = 11;

/** Where a share and a TGI stand, in pixels. */
interface Scales {
  readonly x: (share: number) => number;
  readonly y: (tgi: number) => number;
}

/** Share in the segment across, TGI up on a logarithmic axis: what is common and over-indexed is on the upper right. */
export function quadrantBody(findings: readonly ValueFinding[], head: number, writer: Writer): string[] {
  const top = head + PLOT.top;
  const bottom = top + PLOT.height;
  const widest = Math.max(0.05, ...findings.map(({ share }) => share));
  const { min, max } = tgiEnds(findings);
  const part = (tgi: number) => Math.log(Math.max(LOWEST_TGI, tgi) / min) / Math.log(max / min);
  const scales = {
    x: (share: number) => PLOT.left + ((PLOT.right - PLOT.left) * share) / (widest * 1.04),
    y: (tgi: number) => bottom - PLOT.height * part(tgi),
  };
  return [
    svgText(PLOT.left - 10, head + 10, writer.texts.tgi, { size: LABEL_SIZE, fill: INK.faint, anchor: 'end' }),
    ...legend(head + 10, writer),
    ...tgiAxis(
      TGI_TICKS.filter((tick) => tick >= min && tick <= max),
      scales,
    ),
    ...shareAxis(widest, bottom, scales, writer),
    ...middles(findings, { top, bottom }, scales),
    ...findings.map((finding) => point(finding, scales)),
    ...labels(findings, scales, writer),
  ];
}

function legend(y: number, { texts }: Writer): string[] {
  return (['above', 'below', 'neutral'] as const).map((direction, place) =>
    svgText(PLOT.left + place * 130, y, texts[direction], { size: LABEL_SIZE, fill: DIRECTION_INK[direction] }),
  );
}

function tgiAxis(ticks: readonly number[], { y }: Scales): string[] {
  const style = { size: LABEL_SIZE, fill: INK.faint, anchor: 'end' } as const;
  return ticks.flatMap((tick) => [
    `<path d="M${PLOT.left} ${round(y(tick))}H${PLOT.right}" stroke="${tick === 100 ? INK.faint : INK.line}" stroke-width="${tick === 100 ? 1 : 0.5}"/>`,
    svgText(PLOT.left - 10, y(tick) + 4, String(tick), style),
  ]);
}

function shareAxis(widest: number, bottom: number, { x }: Scales, { texts, format }: Writer): string[] {
  const step = SHARE_STEPS.find((each) => widest / each <= 8) ?? 0.2;
  const ticks = Array.from({ length: Math.floor(widest / step) + 1 }, (_, place) => place * step);
  const style = { size: LABEL_SIZE, fill: INK.faint, anchor: 'middle' } as const;
  return [
    `<path d="M${PLOT.left} ${bottom}H${PLOT.right}" stroke="${INK.line}"/>`,
    ...ticks.map((tick) => svgText(x(tick), bottom + 16, format.percent(tick, 0), style)),
    svgText((PLOT.left + PLOT.right) / 2, bottom + 36, texts.shareAxis, style),
  ];
}

/** As common as the middle value. */
function middles(
  findings: readonly ValueFinding[],
  { top, bottom }: { readonly top: number; readonly bottom: number },
  { x }: Scales,
): string[] {
  const shares = findings.map(({ share }) => share).sort((a, b) => a - b);
  const middle = shares[shares.length >> 1];
  if (middle === undefined) return [];
  return [`<path d="M${round(x(middle))} ${top}V${bottom}" stroke="${INK.faint}" stroke-dasharray="3 3"/>`];
}

function point({ value, share, tgi, verdict }: ValueFinding, scales: Scales): string {
  const [x, y, fill] = [round(scales.x(share)), round(scales.y(tgi)), DIRECTION_INK[value.direction]];
  if (verdict === 'same') return `<circle cx="${x}" cy="${y}" r="2.5" fill="none" stroke="${fill}" stroke-opacity=".6"/>`;
  const up = verdict === 'over' ? 1 : -1;
  return `<path d="M${x} ${round(y - 5 * up)}L${round(x + 5)} ${round(y + 4 * up)}H${round(x - 5)}Z" fill="${fill}" fill-opacity=".9"/>`;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly y: number;
}

/** Names beside their points, each where it meets no point and no earlier name; one that has no such place is left out. */
function labels(findings: readonly ValueFinding[], { x, y }: Scales, writer: Writer): string[] {
  const taken: Box[] = findings
    .filter(({ verdict }) => verdict !== 'same')
    .map(({ share, tgi }) => ({ left: x(share) - 6, right: x(share) + 6, y: y(tgi) + 4 }));
  return leadersOf(findings).flatMap((finding) => {
    const name = findingName(finding, writer);
    const width = textWidth(name) * LABEL_SIZE;
    const at = { x: x(finding.share), y: y(finding.tgi) + 4 };
    const places = [0, -13, 13].flatMap((down): Box[] => [
      { left: at.x + 8, right: at.x + 8 + width, y: at.y + down },
      { left: at.x - 8 - width, right: at.x - 8, y: at.y + down },
    ]);
    const free = places.find((box) => isInside(box) && !taken.some((other) => meets(box, other)));
    if (!free) return [];
    taken.push(free);
    return [svgText(free.left, free.y, name, { size: LABEL_SIZE, fill: INK.text })];
  });
}

function isInside({ left, right }: Box): boolean {
  return left >= PLOT.left && right <= PLOT.right + EDGE;
}

function meets(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && Math.abs(one.y - other.y) < LABEL_SIZE + 1;
}
