import type { CountBlock } from '#shared/model/answers';
import type { DraftGroup, DraftNode } from './ruleTree';

/** One block of a group, in the numbers of its row: how many there were before it, and how many after. */
export interface WaterfallStep {
  readonly node: DraftNode;
  readonly alone: number;
  readonly unknown: number;
  readonly before: number;
  readonly after: number;
}

/** From everybody, or from nobody where blocks add, to what the group leaves; blocks that are not counted are left out. */
export function waterfallSteps(
  { kind, rules }: DraftGroup,
  blocks: ReadonlyMap<string, CountBlock>,
  base: number,
): WaterfallStep[] {
  let before = kind === 'any' ? 0 : base;
  return rules.flatMap((node) => {
    const block = blocks.get(node.id);
    if (!block) return [];
    const step = { node, alone: block.alone, unknown: block.unknown, before, after: block.cumulative };
    before = block.cumulative;
    return [step];
  });
}

/** What the group leaves in the end. */
export function waterfallResult(steps: readonly WaterfallStep[]): number {
  return steps.at(-1)?.after ?? 0;
}
