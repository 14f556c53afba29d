import type { Insufficient, PortraitAnswer, PortraitTag, PortraitValue } from '#shared/model/answers';

/** After adjusting over every value of the portrait. */
const SIGNIFICANCE_LEVEL = 0.05;

export type Verdict = 'over' | 'under' | 'same' | 'insufficient';

export function isInsufficient(value: unknown): value is Insufficient {
  return typeof value === 'object' && value !== null && 'state' in value;
}

/** What may be said of a value: an interval that spans 100, or a test that does not survive adjusting, tells no difference. */
export function verdictOf(value: PortraitValue): Verdict {
  const { tgi, interval } = value;
  if (isInsufficient(tgi) || isInsufficient(interval)) return 'insufficient';
  if ((interval[0] <= 100 && interval[1] >= 100) || !isSignificant(value)) return 'same';
  return tgi > 100 ? 'over' : 'under';
}

/** A tag none of whose values differs after adjustment is noise as far as anyone can tell. */
export function tellsApart({ values }: PortraitTag): boolean {
  return values.some(isSignificant);
}

function isSignificant({ pAdjusted }: PortraitValue): boolean {
  return !isInsufficient(pAdjusted) && pAdjusted < SIGNIFICANCE_LEVEL;
}

/** Signs beside the colours, so that no one has to see them. */
export const VERDICT_SIGNS: Readonly<Record<Verdict, string>> = { over: '▲', under: '▼', same: '≈', insufficient: '–' };

/** p-values as they are read: small ones as a power, never as 0. */
export function pText(p: number): string {
  if (p === 0) return '< 1e-300';
  return p < 0.001 ? p.toExponential(1) : p.toFixed(p < 0.1 ? 3 : 2);
}

export interface PortraitTableRow {
  readonly tag: PortraitTag;
  readonly value: PortraitValue;
}

/** Every value of every tag, most different tag first. */
export function tableRows({ tags }: Pick<PortraitAnswer, 'tags'>): PortraitTableRow[] {
  return tags.flatMap((tag) => tag.values.map((value) => ({ tag, value })));
}
