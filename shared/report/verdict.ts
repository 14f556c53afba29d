import type { PortraitValue } from '../model/answers';
import { isInsufficient } from '../model/findings';

export type Verdict = 'over' | 'under' | 'same' | 'insufficient';

const VERDICTS = { above: 'over', below: 'under', neutral: 'same' } as const;

/** What may be said of a value: an interval that spans 100, or a test that does not survive adjusting, tells no difference. */
export function verdictOf(value: Pick<PortraitValue, 'tgi' | 'interval' | 'direction'>): Verdict {
  if (isInsufficient(value.tgi) || isInsufficient(value.interval)) return 'insufficient';
  return VERDICTS[value.direction];
}

/** Signs beside the colours, so that no one has to see them. */
export const VERDICT_SIGNS: Readonly<Record<Verdict, string>> = { over: '▲', under: '▼', same: '≈', insufficient: '–' };
