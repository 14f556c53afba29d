import fc from 'fast-check';
import type { GroupKind } from '#shared/model/rule';
import { type DraftGroup, type DraftNode, type DraftTag, isDraftGroup } from '../../../../renderer/features/segments/ruleTree';

export function tag(id: string, values: DraftTag['values'] = ['x']): DraftTag {
  return { id, kind: 'tag', tag: `tag-${id}`, op: 'in', values };
}

export function group(id: string, kind: GroupKind, rules: readonly DraftNode[]): DraftGroup {
  return { id, kind, rules };
}

/** `a g(b c) d`: the root's children, groups with their own in brackets. */
export function outline(root: DraftGroup): string {
  return root.rules.map((node) => (isDraftGroup(node) ? `${node.id}(${outline(node)})` : node.id)).join(' ');
}

export function allIds(node: DraftNode): string[] {
  return isDraftGroup(node) ? [node.id, ...node.rules.flatMap(allIds)] : [node.id];
}

type Shape = { readonly kind: GroupKind; readonly rules: readonly Shape[] } | { readonly values: string[] };

const kinds = fc.constantFrom<GroupKind>('all', 'any', 'none');
const { shape } = fc.letrec<{ shape: Shape; children: Shape[] }>((tie) => ({
  children: fc.array(tie('shape'), { maxLength: 4 }),
  shape: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ values: fc.array(fc.constantFrom('x', 'y'), { maxLength: 2 }) }),
    fc.record({ kind: kinds, rules: tie('children') }),
  ),
}));

/** Trees of groups and conditions, some of them without values, with ids `n0`, `n1`, … in reading order. */
export const treeArbitrary: fc.Arbitrary<DraftGroup> = fc
  .record({ kind: kinds, rules: fc.array(shape, { maxLength: 5 }) })
  .map((root) => {
    let next = 0;
    const build = (one: Shape): DraftNode => {
      const id = `n${next++}`;
      return 'values' in one ? tag(id, one.values) : group(id, one.kind, one.rules.map(build));
    };
    const id = `n${next++}`;
    return group(id, root.kind, root.rules.map(build));
  });
