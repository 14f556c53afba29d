import type { PortraitAnswer, PortraitNumber, PortraitTag, PortraitValue } from '../model/answers';
import { isFinding, tellsApart } from '../model/findings';
import type { Format } from './format';
import { fill, type Sentence } from './sentence';
import type { ReportTexts } from './texts';

const MOST_TAGS = 6;
/** Cohen's small effect: a mean that is closer is not worth a sentence, however sure. */
const LEAST_EFFECT = 0.2;
/** A share that is closer to the base's is not worth one either. */
const LEAST_SHARE_DIFFERENCE = 0.02;

interface Words {
  readonly texts: ReportTexts;
  readonly format: Format;
  readonly valueName: (value: PortraitValue) => string;
}

/**
 * What a portrait says, as sentences made from its numbers: the most different tags first, and nothing that is not significant after
 * adjusting or that the segment's own rule sets. A portrait that tells nothing says so.
 */
export function portraitWords({ tags }: Pick<PortraitAnswer, 'tags'>, words: Words): Sentence[] {
  const said = tags.flatMap((tag) => {
    const sentence = isFinding(tag) ? sentenceOf(tag, words) : null;
    return sentence ? [sentence] : [];
  });
  if (said.length > 0) return said.slice(0, MOST_TAGS);
  const onlySet = tags.some((tag) => tag.setByRule && tellsApart(tag));
  return [[{ text: onlySet ? words.texts.nothingElse : words.texts.nothing }]];
}

function sentenceOf(tag: PortraitTag, words: Words): Sentence | null {
  if (tag.type === 'number' && tag.number) return meanSentence(tag, tag.number, words);
  return tag.type === 'date' ? null : valueSentence(tag, words);
}

function meanSentence(tag: PortraitTag, { segment, rest, welch, effect }: PortraitNumber, words: Words): Sentence | null {
  if ('state' in welch || 'state' in effect || Math.abs(effect.d) < LEAST_EFFECT) return null;
  if (typeof segment.mean !== 'number' || typeof rest.mean !== 'number') return null;
  const { texts, format } = words;
  const number = (x: number) => (tag.unit ? `${readable(x, format)} ${tag.unit}` : readable(x, format));
  const [low, high] = welch.interval.map(Math.abs).sort((a, b) => a - b) as [number, number];
  const higher = segment.mean > rest.mean;
  return fill(higher ? texts.meanAbove : texts.meanBelow, {
    tag: { text: tag.name },
    mean: { text: number(segment.mean), tag: tag.tag },
    rest: { text: number(rest.mean), tag: tag.tag },
    difference: { text: number(Math.abs(segment.mean - rest.mean)), tag: tag.tag },
    low: { text: readable(low, format), tag: tag.tag },
    high: { text: readable(high, format), tag: tag.tag },
  });
}

function valueSentence(tag: PortraitTag, words: Words): Sentence | null {
  const [found] = tag.values
    .map((value, place) => ({ value, place, difference: estimateOf(value) }))
    .filter(({ value, difference }) => value.direction !== 'neutral' && Math.abs(difference) >= LEAST_SHARE_DIFFERENCE)
    .sort((a, b) => Number(b.difference > 0) - Number(a.difference > 0) || Math.abs(b.difference) - Math.abs(a.difference));
  if (!found) return null;
  const { share, baseShare, tgi, interval } = found.value;
  if (typeof share !== 'number' || typeof baseShare !== 'number' || typeof tgi !== 'number' || 'state' in interval) return null;
  const { texts, format, valueName } = words;
  const field = (text: string) => ({ text, tag: tag.tag, value: found.place });
  return fill(found.value.direction === 'above' ? texts.shareAbove : texts.shareBelow, {
    tag: { text: tag.name },
    value: { text: valueName(found.value) },
    share: field(format.percent(share)),
    base: field(format.percent(baseShare)),
    tgi: field(format.decimal(tgi, 0)),
    low: field(format.decimal(interval[0], 0)),
    high: field(format.decimal(interval[1], 0)),
  });
}

function estimateOf({ shareDifference }: PortraitValue): number {
  return 'state' in shareDifference ? 0 : shareDifference.estimate;
}

/** Three digits or so: more would say more than a mean knows. */
function readable(x: number, format: Format): string {
  const size = Math.abs(x);
  return format.decimal(x, size >= 100 ? 0 : size >= 10 ? 1 : 2);
}
