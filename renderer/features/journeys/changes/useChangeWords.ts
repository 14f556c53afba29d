import type { ChangeRule } from '#shared/model/balanceChange';
import { useFormat, useText } from '../../../text';

/** What a change is in a few words, such as "deposit falls below 50,000". */
export function useChangeWords(): (column: string, unit: string | undefined, rule: ChangeRule) => string {
  const t = useText('changes');
  const format = useFormat();
  return (column, unit = '', rule) => {
    const amount = (value: number) => (unit === '' ? format.exact(value) : `${format.exact(value)} ${unit}`);
    switch (rule.kind) {
      case 'below':
      case 'above':
        return t(`words.${rule.kind}`, { column, amount: amount(rule.amount) });
      case 'falls':
      case 'rises': {
        const by = 'percent' in rule.by ? `${format.exact(rule.by.percent)}%` : amount(rule.by.amount);
        return t(`words.${rule.kind}`, { column, by });
      }
      case 'becomes': {
        const { from, to } = rule;
        if (from !== undefined && to !== undefined) return t('words.fromTo', { column, from, to });
        if (from !== undefined) return t('words.from', { column, from });
        return to === undefined ? t('words.changes', { column }) : t('words.to', { column, to });
      }
    }
  };
}
