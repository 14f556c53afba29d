import { sortedTags } from '../model/findings';
import { FIRST_SPOKES, type OverviewPicture, RANKS, WORDS } from '../model/portraitPicture';
import { drawingSvg } from './drawing';
import { isShown, sizesText, type Writer, writerOf } from './portraitFacts';
import { QUADRANT_PIXELS, quadrantBody } from './quadrantSvg';
import { RADAR_PIXELS, radarBody } from './radarSvg';
import { rankBody, rankPixels } from './rankSvg';
import type { ReportPortrait } from './reportPortrait';
import { fillText } from './sentence';
import { findingKey, findingsOf, highestTgi, largestDifferences, strongestOfTags, type ValueFinding } from './valueFindings';
import { wordsBody, wordsPixels } from './wordsSvg';

/** What one picture shows: its height in pixels, and its body below a place. */
interface Shown {
  readonly note: string;
  readonly height: number;
  readonly body: (top: number) => readonly string[];
}

/** All values that may be shown, of all tags that the segment's own rule does not set, in one picture. */
export function overviewSvg(portrait: ReportPortrait, picture: OverviewPicture, subject: string, language: 'zh' | 'en'): string {
  const writer = writerOf(language);
  const findings = shownFindings(portrait, picture.tags);
  const drawing = {
    title: fillText(writer.texts[`picture.${picture.kind}`], { n: String(RANKS) }),
    subject,
    sizes: sizesText(portrait, writer),
    ...shownBy(picture, findings, writer),
  };
  return drawingSvg(drawing, portrait, writer);
}

function shownFindings({ tags }: ReportPortrait, asked: readonly string[] | undefined): ValueFinding[] {
  const chosen = asked === undefined ? tags : tags.filter(({ tag }) => asked.includes(tag));
  const { found, noise } = sortedTags(chosen);
  return findingsOf([...found, ...noise].flatMap((tag) => tag.values.filter(isShown).map((value) => ({ tag, value }))));
}

function shownBy(picture: OverviewPicture, findings: readonly ValueFinding[], writer: Writer): Shown {
  const { texts } = writer;
  switch (picture.kind) {
    case 'quadrants':
      return { note: texts.quadrantsNote, height: QUADRANT_PIXELS, body: (top) => quadrantBody(findings, top, writer) };
    case 'radar': {
      const spokes = spokesOf(findings, picture.values);
      return { note: texts.radarNote, height: RADAR_PIXELS, body: (top) => radarBody(spokes, top, writer) };
    }
    case 'highestTgi':
    case 'largestDifferences': {
      const by = picture.kind === 'highestTgi' ? 'tgi' : 'difference';
      const ranked = by === 'tgi' ? highestTgi(findings, RANKS) : largestDifferences(findings, RANKS);
      return { note: texts[`${by}Note`], height: rankPixels(ranked), body: (top) => rankBody(ranked, by, top, writer) };
    }
    case 'words': {
      const words = highestTgi(findings, WORDS);
      return { note: texts.wordsNote, height: wordsPixels(words, writer), body: (top) => wordsBody(words, top, writer) };
    }
  }
}

function spokesOf(
  findings: readonly ValueFinding[],
  asked: Extract<OverviewPicture, { kind: 'radar' }>['values'],
): ValueFinding[] {
  if (asked === undefined) return strongestOfTags(findings, FIRST_SPOKES);
  const byKey = new Map(findings.map((finding) => [findingKey(finding), finding]));
  return asked.flatMap(({ tag, value }) => byKey.get(JSON.stringify([tag, value])) ?? []);
}
