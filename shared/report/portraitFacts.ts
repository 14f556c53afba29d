import type { PortraitValue } from '../model/answers';
import { toldSize } from '../privacy/smallCells';
import { type Format, makeFormat } from './format';
import { portraitWords } from './portraitWords';
import { pText } from './pText';
import type { ReportPortrait, ReportTag } from './reportPortrait';
import { fillText, type Sentence } from './sentence';
import { type ReportTexts, reportTexts } from './texts';
import { valueName } from './valueName';

/** What every kind of report writes with. */
export interface Writer {
  readonly language: 'zh' | 'en';
  readonly texts: ReportTexts;
  readonly format: Format;
}

export function writerOf(language: 'zh' | 'en'): Writer {
  return { language, texts: reportTexts[language], format: makeFormat(language) };
}

export function titleText(name: string, { texts }: Writer): string {
  return fillText(texts.title, { segment: name === '' ? texts.unnamed : name });
}

/** How many customers are compared with how many. */
export function sizesText(
  { segments, restsOn: { base } }: Pick<ReportPortrait, 'segments' | 'restsOn'>,
  { texts, format }: Writer,
): string {
  const baseName = base.name === 'all' || base.name === 'rest' ? texts[base.name] : base.name;
  const size = (n: number) => (typeof toldSize(n) === 'number' ? format.exact(n) : String(toldSize(n)));
  return fillText(texts.summary, { n: size(segments[0]?.n ?? 0), base: baseName, baseN: size(base.n) });
}

/** Sentences speak only of what the report shows. */
export function sentencesOf({ tags }: ReportPortrait, { texts, format }: Writer): Sentence[] {
  const shown = tags.map((tag) => ({ ...tag, values: tag.values.filter(isShown) }));
  return portraitWords({ tags: shown }, { texts, format, valueName: (value) => valueName(value, texts, format) });
}

/** How much a tag tells the two apart, and whether the segment's own rule makes it. */
export function differenceText({ difference, setByRule }: ReportTag, { texts, format }: Writer): string {
  const told =
    'measure' in difference
      ? `${texts[difference.measure]} ${format.decimal(difference.value, 3)}, p ${pText(difference.pAdjusted)}`
      : texts.insufficient;
  return setByRule ? `${told} · ${texts.setByRule}` : told;
}

export function isShown(value: ReportTag['values'][number]): value is PortraitValue {
  return !('hidden' in value);
}
