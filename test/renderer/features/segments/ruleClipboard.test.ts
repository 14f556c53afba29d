import { expect, test } from 'vitest';
import { rulesFrom } from '../../../../renderer/features/segments/ruleClipboard';

const rule = { kind: 'all', rules: [{ kind: 'tag', tag: 'age', op: 'gte', values: [25] }] };

test('a rule, a list of rules and the rule of a segment are taken from the clipboard, other texts are not', () => {
  expect(rulesFrom(JSON.stringify(rule))).toEqual([rule]);
  expect(rulesFrom(JSON.stringify([rule, rule.rules[0]]))).toEqual([rule, rule.rules[0]]);
  expect(rulesFrom(JSON.stringify({ id: 's', name: 'S', description: '', who: rule }))).toEqual([rule]);
  expect(['', 'age > 25', '{', '[]', '{"kind":"all"}', '{"kind":"tag","tag":"age","op":"near"}'].map(rulesFrom)).toEqual(
    Array.from({ length: 6 }, () => []),
  );
});
