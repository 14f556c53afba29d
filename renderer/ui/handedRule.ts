import { create } from 'zustand';
import type { Rule } from '#shared/model/rule';
import { openPage } from './navigation';

/** A rule that another page read, and the saved segment that it is one of. */
interface HandedRule {
  readonly rule: Rule;
  readonly segment: string | undefined;
}

export const useHandedRule = create<{ readonly handed: HandedRule | null }>(() => ({ handed: null }));

/** Opens the segment, or the one that has no name yet, and puts the rule in the place of its own. */
export function openInBuilder(handed: HandedRule): void {
  useHandedRule.setState({ handed });
  openPage({ page: 'segments', ...(handed.segment === undefined ? {} : { segment: handed.segment }) });
}

export function takeHandedRule(): void {
  useHandedRule.setState({ handed: null });
}
