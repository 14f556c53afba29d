import type { Insufficient } from '../model/answers';
import type { ExperimentLevel, ExperimentMetric, ExperimentSpec } from '../model/experiment';
import type { Estimate, ExperimentTest, Interval } from '../model/experimentNumbers';
import { isInsufficient } from '../model/findings';
import { type ExperimentTexts, experimentTexts } from './experimentTexts';
import { type Format, makeFormat } from './format';
import { pText } from './pText';
import { fillText } from './sentence';

type Kind = ExperimentMetric['kind'];
type Number = number | Insufficient;

/** How the numbers of experiments are written in one language. What must not be given is written as such, and never as a number. */
export interface ExperimentWriter {
  readonly texts: ExperimentTexts;
  readonly format: Format;
  /** A value of an arm: a share of a conversion, else a number. */
  readonly value: (kind: Kind, value: Number) => string;
  /** A difference: in points of a conversion; with its sign. */
  readonly change: (kind: Kind, value: Number) => string;
  /** A standard deviation of differences: the same without a sign. */
  readonly deviation: (kind: Kind, value: Number) => string;
  /** A share of the control's value, with its sign. */
  readonly lift: (value: Number) => string;
  /** With its interval behind. */
  readonly estimate: (of: Estimate | Insufficient, write: (value: number) => string) => string;
  readonly interval: (of: Interval | Insufficient, write: (value: number) => string) => string;
  readonly p: (value: Number) => string;
  readonly amount: (value: Number) => string;
  /** Of customers: as many as there are, and in a report a small one only as such. */
  readonly size: (n: number) => string;
  /** Of some of so many customers; in a report neither part is told where one is small. */
  readonly part: (n: number, of: number) => string;
  /** Of conversions that would have to be `needed`; in a report only that they are fewer. */
  readonly short: (found: number, needed: number) => string;
  readonly level: (level: ExperimentLevel) => string;
}

/** By whom; the same in every language. */
export const CORRECTION_NAMES: Readonly<Record<Exclude<ExperimentSpec['correction'], 'none'>, string>> = {
  holm: 'Holm',
  hochberg: 'Hochberg',
  bonferroni: 'Bonferroni',
  benjaminiHochberg: 'Benjamini–Hochberg',
  benjaminiYekutieli: 'Benjamini–Yekutieli',
};

/** By what test, with all that it takes to make it again. */
export function methodWords(test: ExperimentTest, texts: ExperimentTexts): string {
  if (test.method !== 'bootstrap') return texts[`method.${test.method}`];
  return fillText(texts['method.bootstrap'], { resamples: String(test.resamples), seed: String(test.seed) });
}

const LARGE = 1000;

export function experimentWriter(language: 'zh' | 'en'): ExperimentWriter {
  const texts = experimentTexts[language];
  const format = makeFormat(language);
  const told = (value: Number, write: (value: number) => string) => (isInsufficient(value) ? texts.needsData : write(value));
  const amount = (value: number) => (Math.abs(value) >= LARGE ? format.exact(Math.round(value)) : format.decimal(value, 2));
  const signed = (value: number, text: string) => (value > 0 ? `+${text}` : text);
  const interval = (of: Interval | Insufficient, write: (value: number) => string) =>
    isInsufficient(of) ? texts.noInterval : `[${write(of[0])}, ${write(of[1])}]`;
  const moved = (kind: Kind, value: number, sign: (value: number, text: string) => string) =>
    kind === 'conversion'
      ? fillText(texts.points, { n: sign(value, format.decimal(value * 100, 2)) })
      : sign(value, amount(value));
  return {
    texts,
    format,
    value: (kind, value) => told(value, (x) => (kind === 'conversion' ? format.percent(x, 2) : amount(x))),
    change: (kind, value) => told(value, (x) => moved(kind, x, signed)),
    deviation: (kind, value) => told(value, (x) => moved(kind, x, (_, text) => text)),
    lift: (value) => told(value, (x) => signed(x, format.percent(x, 1))),
    estimate: (of, write) => (isInsufficient(of) ? texts.needsData : `${write(of.estimate)} ${interval(of.interval, write)}`),
    interval,
    p: (value) => told(value, pText),
    amount: (value) => told(value, amount),
    size: format.exact,
    part: format.exact,
    short: (found) => format.decimal(found, 1),
    level: ({ value, label }) => (value === null ? texts.unknownLevel : label),
  };
}
