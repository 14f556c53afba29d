import { type KeyboardEvent, useRef, useState } from 'react';
import type { BrushedTag } from '#shared/model/portraitBrush';
import { type ChosenBars, ranTo, toggled } from './chosenBars';

/** Changes of one name are one step back. */
export type ChooseBars = (change: (chosen: ChosenBars) => ChosenBars, mergeKey?: string) => void;

let lastDrag = 0;

/** Clicks, drags and keys over the bars of one chart, which is one stop of the tab key. */
export function useBarBrush(chart: BrushedTag, choose: ChooseBars) {
  const list = useRef<HTMLUListElement>(null);
  const drag = useRef<{ readonly from: number; readonly name: string; moved: boolean } | null>(null);
  const [focus, setFocus] = useState(0);
  const anchor = useRef(0);
  const at = Math.min(focus, chart.levels.length - 1);
  const run = (from: number, to: number, name: string) => choose((chosen) => ranTo(chosen, chart, from, to), name);
  const bar = (index: number) => ({
    tabIndex: index === at ? 0 : -1,
    onFocus: () => setFocus(index),
    onPointerDown: () => {
      anchor.current = index;
      drag.current = { from: index, name: `drag ${++lastDrag}`, moved: false };
    },
    onPointerEnter: (event: { readonly buttons: number }) => {
      const { current } = drag;
      if (!current || event.buttons !== 1 || (index === current.from && !current.moved)) return;
      current.moved = true;
      run(current.from, index, current.name);
    },
    onClick: ({ detail }: { readonly detail: number }) => {
      const dragged = detail > 0 && drag.current?.moved === true;
      drag.current = null;
      if (dragged) return;
      anchor.current = index;
      choose((chosen) => toggled(chosen, chart, index));
    },
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const to = nextPlace(event.key, at, chart.levels.length);
    if (to === null || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    list.current?.querySelectorAll<HTMLElement>('button')[to]?.focus();
    if (event.shiftKey) run(anchor.current, to, `keys ${chart.tag} ${anchor.current}`);
    else anchor.current = to;
  };
  return { list, bar, onKeyDown };
}

function nextPlace(key: string, at: number, length: number): number | null {
  if (key === 'ArrowDown') return Math.min(at + 1, length - 1);
  if (key === 'ArrowUp') return Math.max(at - 1, 0);
  if (key === 'Home') return 0;
  return key === 'End' ? length - 1 : null;
}
