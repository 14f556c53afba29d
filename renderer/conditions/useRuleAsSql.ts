import type { Rule } from '#shared/model/rule';
import { useKernelAction } from '../engine/kernel';
import { notifyError } from '../engine/notices';
import { useLanguage } from '../text';
import { openAsSql } from '../ui/handedSql';

/** Opens the SQL page on what a rule says. */
export function useRuleAsSql(): (rule: Rule) => Promise<void> {
  const language = useLanguage();
  const { run } = useKernelAction('rules.sql');
  return async (rule) => {
    const result = await run({ rule, language });
    if (result.ok) openAsSql(result.value.sql, undefined);
    else notifyError(result.error);
  };
}
