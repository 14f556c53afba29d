import type { PortraitAnswer, PortraitNumber, PortraitTag, PortraitValue, RestsOn } from '../model/answers';
import { hiddenCells, isNobodys, LEAST_CELL_OUTSIDE } from '../privacy/smallCells';

/** A portrait as it may leave the house. */
export interface ReportPortrait extends Omit<PortraitAnswer, 'tags' | 'restsOn'> {
  readonly tags: readonly ReportTag[];
  /** Without the engine where the report is to be the same on both. */
  readonly restsOn: Omit<RestsOn, 'engine'> & Partial<Pick<RestsOn, 'engine'>>;
}

export interface ReportTag extends Omit<PortraitTag, 'values' | 'number'> {
  /** A value of too few customers, or one that would give such a value away, without its numbers. */
  readonly values: readonly (PortraitValue | HiddenValue)[];
  readonly number?: PortraitNumber;
}

export type HiddenValue = Pick<PortraitValue, 'value' | 'label' | 'from' | 'to'> & { readonly hidden: true };

/** Hides cells of too few customers and quantiles near the ends; `isNested`: the base may hold the segment, so that the difference of two cells is one, too. */
export function reportPortrait(
  answer: Omit<ReportPortrait, 'tags'> & Pick<PortraitAnswer, 'tags'>,
  isNested: boolean,
): ReportPortrait {
  return { ...answer, tags: answer.tags.map((tag) => reportTag(tag, isNested)) };
}

function reportTag({ values, number, ...tag }: PortraitTag, isNested: boolean): ReportTag {
  const hidden = hiddenCells(
    values.map(({ n, baseN }) => (isNested ? [n, baseN, baseN - n] : [n, baseN])),
    LEAST_CELL_OUTSIDE,
  );
  return {
    ...tag,
    values: values.map((value, place) => (hidden[place] ? hiddenValue(value) : value)),
    ...(number && isLarge(number) ? { number: reportNumber(number) } : {}),
  };
}

/** The mean of a few customers tells of each of them; a group of none tells nothing. */
function isLarge({ segment, base, rest }: PortraitNumber): boolean {
  return [segment, base, rest].every(({ n }) => n === 0 || n >= LEAST_CELL_OUTSIDE);
}

function hiddenValue({ value, label, from, to }: PortraitValue): HiddenValue {
  return {
    value,
    ...(label === undefined ? {} : { label }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    hidden: true,
  };
}

function reportNumber({ segment, base, ...number }: PortraitNumber): PortraitNumber {
  return { ...number, segment: withoutEnds(segment), base: withoutEnds(base) };
}

function withoutEnds(group: PortraitNumber['segment']): PortraitNumber['segment'] {
  return { ...group, quantiles: (group.quantiles ?? []).filter(([percent]) => isNobodys(percent, group.n)) };
}
