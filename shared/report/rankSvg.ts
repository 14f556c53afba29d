import { isInsufficient } from '../model/findings';
import { DIRECTION_INK, DRAWING_WIDTH, EDGE, INK } from './drawing';
import { findingName, signedTgi } from './findingText';
import type { Writer } from './portraitFacts';
import { type RankBar, type RankedBy, rankBars } from './rankBars';
import { fillText } from './sentence';
import { round, svgText } from './svgText';
import type { ValueFinding } from './valueFindings';
import { VERDICT_SIGNS } from './verdict';

const ROW = 26;
const TRACK = { x: 330, width: 250 };
const VALUE_X = 690;

export function rankPixels(findings: readonly ValueFinding[]): number {
  return Math.max(1, findings.length) * ROW;
}

/** What differs most, longest bar first, with intervals, all on one scale. */
export function rankBody(findings: readonly ValueFinding[], by: RankedBy, top: number, writer: Writer): string[] {
  if (findings.length === 0) return [svgText(EDGE, top + 16, writer.texts.nothingDiffers, { size: 12, fill: INK.faint })];
  const bars = rankBars(findings, by);
  return findings.flatMap((finding, row) => rank(finding, bars[row], { by, top: top + row * ROW }, writer));
}

function rank(
  finding: ValueFinding,
  bar: RankBar | undefined,
  { by, top }: { readonly by: RankedBy; readonly top: number },
  writer: Writer,
): string[] {
  const fill = DIRECTION_INK[finding.value.direction];
  const { value, interval } = told(finding, by, writer);
  const middle = top + ROW / 2;
  const detail = `${interval} · n = ${writer.format.exact(finding.value.n)}`;
  return [
    svgText(EDGE, middle + 4, findingName(finding, writer), { size: 12, fill: INK.text, within: TRACK.x - EDGE - 16 }),
    ...(bar ? barPieces(bar, middle, fill) : []),
    svgText(VALUE_X, middle + 4, value, { size: 12, fill, bold: true, anchor: 'end' }),
    svgText(DRAWING_WIDTH - EDGE, middle + 4, detail, { size: 11, fill: INK.faint, anchor: 'end' }),
    `<path d="M${EDGE} ${top + ROW}H${DRAWING_WIDTH - EDGE}" stroke="${INK.line}" stroke-width=".5"/>`,
  ];
}

function barPieces({ left, width, low, high }: RankBar, middle: number, fill: string): string[] {
  const at = (percent: number) => round(TRACK.x + (TRACK.width * percent) / 100);
  return [
    `<rect x="${at(left)}" y="${middle - 6}" width="${round((TRACK.width * width) / 100)}" height="12" fill="${fill}" fill-opacity=".55"/>`,
    `<path d="M${at(low)} ${middle}H${at(high)}" stroke="${fill}" stroke-width="2"/>`,
  ];
}

function told(finding: ValueFinding, by: RankedBy, writer: Writer): { readonly value: string; readonly interval: string } {
  const { format, texts } = writer;
  const range = ([low, high]: readonly [number, number], digits: number) =>
    `${format.decimal(low, digits)} – ${format.decimal(high, digits)}`;
  if (by === 'tgi') return { value: signedTgi(finding, writer), interval: range(finding.interval, 0) };
  const { shareDifference } = finding.value;
  if (isInsufficient(shareDifference)) return { value: '–', interval: '–' };
  const points = shareDifference.estimate * 100;
  const [low, high] = shareDifference.interval;
  const written = fillText(texts.points, { n: `${points > 0 ? '+' : ''}${format.decimal(points, 1)}` });
  return { value: `${VERDICT_SIGNS[finding.verdict]} ${written}`, interval: range([low * 100, high * 100], 1) };
}
