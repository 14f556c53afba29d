import type { Insufficient, PortraitGroup, PortraitNumber } from '../model/answers';
import { isoDay } from '../model/calendar';
import { toldSize } from '../privacy/smallCells';
import { makeFormat } from './format';
import { definitionLines, sourceRows } from './portraitSources';
import type { ReportPortrait, ReportTag } from './reportPortrait';
import { type ReportTexts, reportTexts } from './texts';
import { valueName } from './valueName';

type SheetCell = string | number | null;

export interface Sheet {
  readonly name: string;
  /** The first row holds the headings. */
  readonly rows: readonly (readonly SheetCell[])[];
}

/** A portrait as sheets of numbers that stay numbers, with what they mean and where they come from. */
export function portraitSheets(portrait: ReportPortrait, language: 'zh' | 'en'): Sheet[] {
  const texts = reportTexts[language];
  return [
    { name: texts.value, rows: valueRows(portrait, texts, language) },
    { name: texts.mean, rows: numberRows(portrait, texts) },
    { name: texts.definitions, rows: definitionRows(texts) },
    { name: texts.sources, rows: stampRows(portrait, texts) },
  ];
}

function valueRows({ tags }: ReportPortrait, texts: ReportTexts, language: 'zh' | 'en'): SheetCell[][] {
  const format = makeFormat(language);
  const heads = [
    'tag',
    'measure',
    'strength',
    'value',
    'n',
    'share',
    'baseN',
    'baseShare',
    'tgi',
    'low',
    'high',
    'direction',
    'pAdjusted',
    'repeats',
    'setByRule',
  ] as const;
  const nameOf = new Map(tags.map(({ tag, name }) => [tag, name]));
  const rows = tags.flatMap((tag) =>
    tag.values.map((value) => {
      const cells = [tag.name, ...differenceCells(tag, texts), valueName(value, texts, format), ...numberCells(value, texts)];
      const empty = Array.from({ length: heads.length - 2 - cells.length }, () => null);
      return [...cells, ...empty, nameOf.get(tag.repeats ?? '') ?? null, tag.setByRule ? texts.yes : texts.no];
    }),
  );
  return [heads.map((head) => texts[head]), ...rows];
}

function numberCells(value: ReportTag['values'][number], texts: ReportTexts): SheetCell[] {
  if ('hidden' in value) return [texts.hidden];
  const [low, high] = 'state' in value.interval ? [null, null] : value.interval;
  const direction = typeof value.tgi === 'number' ? texts[value.direction] : texts.insufficient;
  const numbers = [value.share, value.baseN, value.baseShare, value.tgi].map(numberOrNull);
  return [value.n, ...numbers, low, high, direction, numberOrNull(value.pAdjusted)];
}

function differenceCells({ difference }: ReportTag, texts: ReportTexts): SheetCell[] {
  return 'measure' in difference ? [texts[difference.measure], difference.strength] : [texts.insufficient, null];
}

const PERCENTS = [5, 10, 25, 50, 75, 90, 95];

function numberRows({ tags }: ReportPortrait, texts: ReportTexts): SheetCell[][] {
  const quantiles = PERCENTS.map((percent) => texts.quantile.replace('{{percent}}', String(percent)));
  const heads = [texts.tag, '', texts.known, texts.mean, texts.sd, ...quantiles];
  return [
    heads,
    ...tags.flatMap(({ name, type, number }) => (number ? groupRows(name, number, { texts, isDay: type === 'date' }) : [])),
  ];
}

function groupRows(
  tag: string,
  { segment, base, rest }: PortraitNumber,
  { texts, isDay }: { readonly texts: ReportTexts; readonly isDay: boolean },
): SheetCell[][] {
  const write = (value: number | null) => (isDay && value !== null ? isoDay(Math.round(value)) : value);
  const row = (name: string, { n, mean, sd, quantiles }: PortraitGroup): SheetCell[] => {
    const valueAt = new Map(quantiles);
    return [
      tag,
      name,
      n,
      write(numberOrNull(mean)),
      numberOrNull(sd),
      ...PERCENTS.map((percent) => write(valueAt.get(percent) ?? null)),
    ];
  };
  return [row(texts.segment, segment), row(texts.base, base), row(texts.others, rest)];
}

/** What the numbers mean, as rows of a sheet. */
export function definitionRows(texts: ReportTexts): SheetCell[][] {
  return [[texts.definitions], ...definitionLines(texts).map((text) => [text])];
}

function stampRows(portrait: ReportPortrait, texts: ReportTexts): SheetCell[][] {
  const { segments, restsOn } = portrait;
  const sizes: SheetCell[][] = [
    [texts.segment, toldSize(segments[0]?.n ?? 0)],
    [texts.base, toldSize(restsOn.base.n)],
  ];
  return [[texts.sources, ''], ...sizes, ...sourceRows(portrait, texts).map((row) => [...row])];
}

function numberOrNull(found: number | Insufficient): number | null {
  return typeof found === 'number' ? found : null;
}
