import type { Rule } from '#shared/model/rule';
import { useWordsOfRules } from '../../ui/ruleWords';
import { useSegmentContext } from './segmentContext';

/** A block of a rule in words, with the names that the segment page knows. */
export function useRuleWords(): (rule: Rule) => string {
  return useWordsOfRules(useSegmentContext());
}
