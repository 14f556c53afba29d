import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { activeRule, isGroup, type Rule, ruleSchema } from '#shared/model/rule';
import { countableRule, draftOf, nodeAtErrorPath, ruleOf } from '../../../../renderer/features/segments/ruleDraft';
import { type DraftTag, isSwitchedOff, toggleDisabled } from '../../../../renderer/features/segments/ruleTree';
import { group, tag, treeArbitrary } from './support';

const counter = () => {
  let n = 0;
  return () => `id${n++}`;
};

function ruleAt(rule: Rule, path: string): Rule | undefined {
  if (path === '') return rule;
  return path.split('.').reduce<Rule | undefined>((at, index) => (at && isGroup(at) ? at.rules[Number(index)] : undefined), rule);
}

describe('draftOf and ruleOf', () => {
  test('round-trip any rule whose root is a group', () => {
    fc.assert(
      fc.property(treeArbitrary, (root) => {
        expect(ruleOf(draftOf(ruleOf(root), counter()))).toEqual(ruleOf(root));
      }),
    );
  });

  test('put a lone condition into an all group', () => {
    expect(ruleOf(draftOf({ kind: 'sql', predicate: 'age > 1' }, counter()))).toEqual({
      kind: 'all',
      rules: [{ kind: 'sql', predicate: 'age > 1' }],
    });
  });
});

describe('countableRule', () => {
  test('leaves out conditions without values and groups without conditions, and maps what is left', () => {
    const draft = group('root', 'all', [
      tag('a', []),
      group('g', 'any', [tag('b', []), tag('c')]),
      group('e', 'none', []),
      tag('d'),
    ]);
    const { rule, pathOf, incomplete } = countableRule(draft);
    expect(rule).toEqual({
      kind: 'all',
      rules: [
        { kind: 'any', rules: [{ kind: 'tag', tag: 'tag-c', op: 'in', values: ['x'] }] },
        { kind: 'tag', tag: 'tag-d', op: 'in', values: ['x'] },
      ],
    });
    expect([...pathOf]).toEqual([
      ['root', ''],
      ['g', '0'],
      ['c', '0.0'],
      ['d', '1'],
    ]);
    expect([...incomplete]).toEqual(['a', 'b', 'e']);
  });

  test('maps every counted block to its own place in any rule, and the rule is a valid one', () => {
    fc.assert(
      fc.property(treeArbitrary, (draft) => {
        const { rule, pathOf } = countableRule(draft);
        expect(ruleSchema.safeParse(rule).success).toBe(true);
        for (const [id, path] of pathOf) {
          const found = ruleAt(rule, path);
          if (found?.kind === 'tag') expect(found.tag).toBe(`tag-${id}`);
          else expect(found && isGroup(found)).toBe(true);
        }
      }),
    );
  });

  test.each<[DraftTag['op'], DraftTag['values'], boolean]>([
    ['isNull', [], true],
    ['in', [], false],
    ['in', ['a'], true],
    ['between', [1], false],
    ['between', [1, 2], true],
    ['gte', [], false],
    ['gte', [0], true],
    ['is', [''], false],
    ['is', [false], true],
    ['inLast', [{ n: 30, unit: 'day' }], true],
    ['inLast', [], false],
  ])('%s %j is complete: %s', (op, values, complete) => {
    const { incomplete } = countableRule(group('root', 'all', [{ ...tag('a'), op, values }]));
    expect(incomplete.has('a')).toBe(!complete);
  });

  test('an sql condition of spaces is incomplete', () => {
    expect(countableRule(group('root', 'all', [{ id: 's', kind: 'sql', predicate: ' \n' }])).incomplete.has('s')).toBe(true);
  });
});

describe('nodeAtErrorPath', () => {
  const countable = countableRule(group('root', 'all', [tag('a', []), tag('b'), group('g', 'any', [tag('c')])]));
  test.each([
    ['', 'root'],
    ['0', 'b'],
    ['1.0', 'c'],
    ['rule.rules.1.rules.0.values', 'c'],
    ['rules.0.tag', 'b'],
    ['rule', 'root'],
    ['rules.7', undefined],
  ])('%j is the block %s', (path, id) => {
    expect(nodeAtErrorPath(path, countable)).toBe(id);
  });
});

test('a block that is switched off stays in the definition and is not counted', () => {
  const off = { ...group('g', 'any', [tag('b')]), disabled: true as const };
  const root = group('root', 'all', [off, tag('a'), { ...tag('c'), disabled: true as const }]);
  const { rule, pathOf, incomplete } = countableRule(root);
  expect(rule).toEqual({ kind: 'all', rules: [{ kind: 'tag', tag: 'tag-a', op: 'in', values: ['x'] }] });
  expect([...pathOf]).toEqual([
    ['root', ''],
    ['a', '0'],
  ]);
  expect(incomplete.size).toBe(0);
  expect(activeRule(ruleOf(root))).toEqual(rule);
  expect(ruleSchema.parse(ruleOf(root))).toEqual(ruleOf(root));
  let next = 0;
  expect(ruleOf(draftOf(ruleOf(root), () => `n${next++}`))).toEqual(ruleOf(root));
  expect([isSwitchedOff(root, 'b'), isSwitchedOff(root, 'a'), isSwitchedOff(toggleDisabled(root, 'g'), 'b')]).toEqual([
    true,
    false,
    false,
  ]);
});
