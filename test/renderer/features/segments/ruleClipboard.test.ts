import { expect, test } from 'vitest';
import { ruleFrom } from '../../../../renderer/features/segments/ruleClipboard';

const rule = { kind: 'all', rules: [{ kind: 'tag', tag: 'age', op: 'gte', values: [25] }] };

test('a rule and the rule of a segment are taken from the clipboard, other texts are not', () => {
  expect(ruleFrom(JSON.stringify(rule))).toEqual(rule);
  expect(ruleFrom(JSON.stringify({ id: 's', name: 'S', description: '', who: rule }))).toEqual(rule);
  expect(['', 'age > 25', '{', '[]', '{"kind":"all"}', '{"kind":"tag","tag":"age","op":"near"}'].map(ruleFrom)).toEqual(
    Array.from({ length: 6 }, () => null),
  );
});
