import { DIRECTION_INK, DRAWING_WIDTH, EDGE, INK } from './drawing';
import type { Writer } from './portraitFacts';
import { round, svgText, textWidth, xml } from './svgText';
import { type ValueFinding, wordSize } from './valueFindings';
import { valueName } from './valueName';

const SMALL = 10.5;
/** How much wider bold letters are. */
const BOLD = 1.15;
const GAP = { across: 22, word: 5, down: 40 };

interface Word {
  readonly word: string;
  readonly detail: string;
  /** Pixels. */
  readonly size: number;
  readonly width: number;
}

interface PlacedWord extends Word {
  readonly x: number;
  readonly line: number;
}

export function wordsPixels(findings: readonly ValueFinding[], writer: Writer): number {
  return ((placedWords(findings, writer).at(-1)?.line ?? 0) + 1) * GAP.down;
}

/** What the segment has more of, larger for a higher TGI, in the order of the alphabet. */
export function wordsBody(findings: readonly ValueFinding[], top: number, writer: Writer): string[] {
  if (findings.length === 0) return [svgText(EDGE, top + 16, writer.texts.nothingOver, { size: 12, fill: INK.faint })];
  return placedWords(findings, writer).flatMap(({ word, detail, size, x, line }) => {
    const y = top + (line + 1) * GAP.down - 10;
    // Only who draws it knows where a word ends.
    const shown = `<tspan font-size="${size}" font-weight="600" fill="${DIRECTION_INK.above}">${xml(word)}</tspan>`;
    const small = `<tspan dx="${GAP.word}" font-size="${SMALL}" fill="${INK.faint}">${xml(detail)}</tspan>`;
    return [`<text x="${round(x)}" y="${y}">${shown}${small}</text>`];
  });
}

/** Word after word, on the next line where one would leave the page. */
function placedWords(findings: readonly ValueFinding[], writer: Writer): PlacedWord[] {
  let [x, line] = [EDGE, 0];
  return wordsOf(findings, writer).map((word) => {
    if (x > EDGE && x + word.width > DRAWING_WIDTH - EDGE) [x, line] = [EDGE, line + 1];
    const placed = { ...word, x, line };
    x += word.width + GAP.across;
    return placed;
  });
}

function wordsOf(findings: readonly ValueFinding[], { texts, format }: Writer): Word[] {
  return findings
    .map((finding) => {
      const word = valueName(finding.value, texts, format);
      const detail = `${finding.tag.name} · ${format.decimal(finding.tgi, 0)}`;
      const size = wordSize(finding.tgi, findings);
      return { word, detail, size, width: BOLD * textWidth(word) * size + GAP.word + textWidth(detail) * SMALL };
    })
    .sort((a, b) => a.word.localeCompare(b.word, 'zh'));
}
