import type { Insufficient, PortraitAnswer, PortraitTag, PortraitValue } from '#shared/model/answers';
import type { Mark } from './marks';

/** After adjusting over every tag of the portrait. */
const SIGNIFICANCE_LEVEL = 0.05;

export type Verdict = 'over' | 'under' | 'same' | 'insufficient';

export function isInsufficient(value: unknown): value is Insufficient {
  return typeof value === 'object' && value !== null && 'state' in value;
}

const VERDICTS = { above: 'over', below: 'under', neutral: 'same' } as const;

/** What may be said of a value: an interval that spans 100, or a test that does not survive adjusting, tells no difference. */
export function verdictOf(value: PortraitValue): Verdict {
  if (isInsufficient(value.tgi) || isInsufficient(value.interval)) return 'insufficient';
  return VERDICTS[value.direction];
}

/** A tag that does not differ as a whole, after adjusting over the tags, is noise as far as anyone can tell. */
export function tellsApart({ difference }: Pick<PortraitTag, 'difference'>): boolean {
  return !isInsufficient(difference) && difference.pAdjusted <= SIGNIFICANCE_LEVEL;
}

/** Signs beside the colours, so that no one has to see them. */
export const VERDICT_SIGNS: Readonly<Record<Verdict, string>> = { over: '▲', under: '▼', same: '≈', insufficient: '–' };

/** p-values as they are read: small ones as a power, never as 0. */
export function pText(p: number): string {
  if (p === 0) return '< 1e-300';
  return p < 0.001 ? p.toExponential(1) : p.toFixed(p < 0.1 ? 3 : 2);
}

export type PortraitTableRow = Mark;

/** Every value of every tag, most different tag first. */
export function tableRows({ tags }: Pick<PortraitAnswer, 'tags'>): PortraitTableRow[] {
  return tags.flatMap((tag) => tag.values.map((value) => ({ tag, value })));
}
