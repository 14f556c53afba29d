import { useEffect, useMemo, useRef, useState } from 'react';
import type { CountAnswer, CountBlock } from '#shared/model/answers';
import type { HuaxiangError } from '#shared/model/result';
import { useKernel } from '../../engine/kernel';
import { type CountableRule, countableRule, nodeAtErrorPath } from './ruleDraft';
import type { DraftGroup } from './ruleTree';

/** Short enough to seem at once; long enough that dragging a slider or typing asks a few times a second, not per event. */
const SETTLE_MS = 60;

export interface LiveCount {
  /** The last answer; may lag behind the rule while the next one is counted. */
  readonly answer: CountAnswer | undefined;
  readonly blocks: ReadonlyMap<string, CountBlock>;
  readonly incomplete: ReadonlySet<string>;
  readonly stale: boolean;
  readonly error: HuaxiangError | undefined;
  /** The node at which the kernel found the fault. */
  readonly errorId: string | undefined;
}

interface Answered {
  readonly answer: CountAnswer | undefined;
  readonly blocks: ReadonlyMap<string, CountBlock>;
}

const NOTHING_YET: Answered = { answer: undefined, blocks: new Map() };

/** Counts a draft as it changes: every block by its node, the previous numbers kept while the next are asked. */
export function useLiveCount(root: DraftGroup): LiveCount {
  const countable = useMemo(() => countableRule(root), [root]);
  const settled = useSettled(countable, SETTLE_MS);
  const { data, error, busy } = useKernel('rules.count', { rule: settled.rule }, { keep: true });
  const [answered, setAnswered] = useState(NOTHING_YET);
  if (data && !busy && !error && answered.answer !== data) setAnswered({ answer: data, blocks: blocksByNode(data, settled) });
  const errorId = error ? nodeAtErrorPath(error.at?.path ?? '', settled) : undefined;
  const stale = busy || settled !== countable || error !== undefined;
  const { incomplete } = countable;
  return useMemo(() => ({ ...answered, incomplete, stale, error, errorId }), [answered, incomplete, stale, error, errorId]);
}

function blocksByNode(answer: CountAnswer, { pathOf }: CountableRule): Map<string, CountBlock> {
  const byPath = new Map(answer.blocks.map((block) => [block.path, block]));
  const blocks = new Map<string, CountBlock>();
  for (const [id, path] of pathOf) {
    const block = byPath.get(path);
    if (block) blocks.set(id, block);
  }
  return blocks;
}

/** Follows a value at once when it was quiet, and at most every `ms` milliseconds while it changes. */
function useSettled<T>(value: T, ms: number): T {
  const [settled, setSettled] = useState(value);
  const last = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const timer = setTimeout(
      () => {
        last.current = performance.now();
        setSettled(value);
      },
      Math.max(0, last.current + ms - performance.now()),
    );
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}
