import type { PortraitAnswer, PortraitValue } from '#shared/model/answers';
import { isInsufficient } from '#shared/model/findings';
import type { Mark } from './marks';

export type Verdict = 'over' | 'under' | 'same' | 'insufficient';

const VERDICTS = { above: 'over', below: 'under', neutral: 'same' } as const;

/** What may be said of a value: an interval that spans 100, or a test that does not survive adjusting, tells no difference. */
export function verdictOf(value: PortraitValue): Verdict {
  if (isInsufficient(value.tgi) || isInsufficient(value.interval)) return 'insufficient';
  return VERDICTS[value.direction];
}

/** Signs beside the colours, so that no one has to see them. */
export const VERDICT_SIGNS: Readonly<Record<Verdict, string>> = { over: '▲', under: '▼', same: '≈', insufficient: '–' };

export type PortraitTableRow = Mark;

/** Every value of every tag, in the order of the tags. */
export function tableRows({ tags }: Pick<PortraitAnswer, 'tags'>): PortraitTableRow[] {
  const nameOf = new Map(tags.map(({ tag, name }) => [tag, name]));
  return tags.flatMap((tag) => {
    const repeats = tag.repeats === undefined ? {} : { repeats: nameOf.get(tag.repeats) ?? tag.repeats };
    return tag.values.map((value) => ({ tag, value, ...repeats }));
  });
}
