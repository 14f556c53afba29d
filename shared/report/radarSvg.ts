import { FEWEST_SPOKES } from '../model/portraitPicture';
import { DRAWING_WIDTH, EDGE, INK } from './drawing';
import { findingName, signedTgi } from './findingText';
import type { Writer } from './portraitFacts';
import { fillText } from './sentence';
import { round, svgText } from './svgText';
import { radarRings } from './tgiScale';
import type { ValueFinding } from './valueFindings';

export const RADAR_PIXELS = 480;
const RADIUS = 170;
const MIDDLE_X = DRAWING_WIDTH / 2;
const LABEL_WIDTH = 230;

type Point = readonly [x: number, y: number];

/** TGI of a few values, the segment against the ring of 100 that is the base. */
export function radarBody(spokes: readonly ValueFinding[], top: number, writer: Writer): string[] {
  const { texts } = writer;
  if (spokes.length < FEWEST_SPOKES) {
    const few = fillText(texts.radarFew, { n: String(FEWEST_SPOKES) });
    return [svgText(EDGE, top + 16, few, { size: 12, fill: INK.faint })];
  }
  const { step, rings } = radarRings(spokes);
  const center: Point = [MIDDLE_X, top + RADAR_PIXELS / 2];
  const at = (spoke: number, tgi: number) => pointAt(center, spoke / spokes.length, (RADIUS * tgi) / (rings * step));
  const ring = (tgi: (spoke: number) => number) => polygon(spokes.map((_, spoke) => at(spoke, tgi(spoke))));
  const segment = ring((spoke) => spokes[spoke]?.tgi ?? 0);
  return [
    svgText(EDGE, top + 14, `━ ${texts.segment}`, { size: 12, fill: INK.segment }),
    svgText(EDGE + 90, top + 14, `┅ ${texts.base} (100)`, { size: 12, fill: INK.text }),
    ...Array.from({ length: rings }, (_, place) => (place + 1) * step).map(
      (tgi) => `<path d="${ring(() => tgi)}" fill="none" stroke="${INK.line}"/>`,
    ),
    ...spokes.map((_, spoke) => `<path d="M${center.join(' ')}L${at(spoke, rings * step).join(' ')}" stroke="${INK.line}"/>`),
    `<path d="${segment}" fill="${INK.segment}" fill-opacity=".15" stroke="${INK.segment}" stroke-width="2"/>`,
    `<path d="${ring(() => 100)}" fill="none" stroke="${INK.text}" stroke-width="1.5" stroke-dasharray="5 4"/>`,
    ...spokes.flatMap((finding, spoke) => spokeText(finding, at(spoke, rings * step * 1.1), center, writer)),
  ];
}

/** A point so far from the centre, after a part of the turn from the top on. */
function pointAt([x, y]: Point, turn: number, distance: number): Point {
  const angle = 2 * Math.PI * turn;
  return [round(x + distance * Math.sin(angle)), round(y - distance * Math.cos(angle))];
}

function polygon(points: readonly Point[]): string {
  return `M${points.map((point) => point.join(' ')).join('L')}Z`;
}

/** The name and the TGI at the end of a spoke, away from the middle. */
function spokeText(finding: ValueFinding, [x, y]: Point, [middle, height]: Point, writer: Writer): string[] {
  const side = Math.abs(x - middle) < 20 ? ({ anchor: 'middle' } as const) : x < middle ? ({ anchor: 'end' } as const) : {};
  const lift = y < height ? -8 : 8;
  return [
    svgText(x, y + lift - 4, findingName(finding, writer), { ...side, size: 12, fill: INK.text, within: LABEL_WIDTH }),
    svgText(x, y + lift + 11, signedTgi(finding, writer), { ...side, size: 12, fill: INK.faint }),
  ];
}
