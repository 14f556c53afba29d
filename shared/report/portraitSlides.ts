import { isFinding, isInsufficient, repeatsByTag } from '../model/findings';
import { differenceText, isShown, sentencesOf, sizesText, titleText, type Writer, writerOf } from './portraitFacts';
import { definitionLines, sourceRows } from './portraitSources';
import type { ReportPortrait, ReportTag } from './reportPortrait';
import { fillText, type Sentence } from './sentence';
import { valueName } from './valueName';

export interface Slide {
  readonly title: string;
  /** Paragraphs below the title; what is a number of the portrait stands out. */
  readonly lines: readonly Sentence[];
  readonly chart?: SlideChart;
  /** The first row holds the headings. */
  readonly table?: readonly (readonly string[])[];
  /** Small, at the foot. */
  readonly foot: string;
}

/** Shares 0–1 side by side, label by label. */
export interface SlideChart {
  readonly labels: readonly string[];
  readonly series: readonly { readonly name: string; readonly values: readonly number[] }[];
}

/** More bars than these nobody reads from the back of a room. */
const MOST_VALUES = 12;

/** A portrait for a screen on a wall: what it is of, what it says, a slide for each finding, and where it comes from. */
export function portraitSlides(portrait: ReportPortrait, name: string, language: 'zh' | 'en'): Slide[] {
  const writer = writerOf(language);
  const { texts } = writer;
  const sizes = sizesText(portrait, writer);
  const foot = [titleText(name, writer), sizes, `${texts.dataVersion} ${portrait.restsOn.dataVersion}`].join(' · ');
  const repeats = repeatsByTag(portrait.tags);
  const repeatTitle = ({ name }: ReportTag, { name: other }: ReportTag) => fillText(texts.saysTheSameAs, { name, other });
  const plain = (text: string): Sentence => [{ text }];
  const rows = sourceRows(portrait, texts).map(([what, value]) => [what, String(value)]);
  return [
    {
      title: titleText(name, writer),
      lines: [plain(`${sizes} ${texts.asOf} ${portrait.restsOn.asOf}`), ...definitionLines(texts).map(plain)],
      foot: '',
    },
    { title: texts.inWords, lines: sentencesOf(portrait, writer), foot },
    ...portrait.tags
      .filter(isFinding)
      .flatMap((tag) => [
        tagSlide(tag, tag.name, foot, writer),
        ...(repeats.get(tag.tag) ?? []).map((repeat) => tagSlide(repeat, repeatTitle(repeat, tag), foot, writer)),
      ]),
    { title: texts.sources, lines: [], table: [[texts.source, texts.sourceValue], ...rows], foot },
  ];
}

/** One tag: its shares as a chart, its indices beside it. */
export function tagSlide(tag: ReportTag, title: string, foot: string, writer: Writer): Slide {
  const { texts, format } = writer;
  const values = tag.values.slice(0, MOST_VALUES);
  const left = tag.values.length - values.length;
  const more = left > 0 ? [[{ text: fillText(texts.leftOut, { n: format.exact(left) }) }]] : [];
  return {
    title,
    lines: [[{ text: differenceText(tag, writer) }], ...more],
    chart: shareChart(values, writer),
    table: [[texts.value, texts.n, `${texts.tgi} (95%)`, texts.direction], ...values.map((value) => indexRow(value, writer))],
    foot,
  };
}

function shareChart(values: ReportTag['values'], { texts, format }: Writer): SlideChart {
  const drawn = values.filter(isShown).flatMap((value) => {
    const { share, baseShare } = value;
    if (typeof share !== 'number' || typeof baseShare !== 'number') return [];
    return [{ label: valueName(value, texts, format), share, baseShare }];
  });
  return {
    labels: drawn.map(({ label }) => label),
    series: [
      { name: texts.share, values: drawn.map(({ share }) => share) },
      { name: texts.baseShare, values: drawn.map(({ baseShare }) => baseShare) },
    ],
  };
}

function indexRow(value: ReportTag['values'][number], { texts, format }: Writer): string[] {
  const name = valueName(value, texts, format);
  if (!isShown(value)) return [name, texts.hidden, '', ''];
  const { tgi, interval } = value;
  if (isInsufficient(tgi)) return [name, format.exact(value.n), texts.insufficient, ''];
  const range = isInsufficient(interval) ? '' : ` (${format.decimal(interval[0], 0)}–${format.decimal(interval[1], 0)})`;
  return [name, format.exact(value.n), `${format.decimal(tgi, 0)}${range}`, texts[value.direction]];
}
