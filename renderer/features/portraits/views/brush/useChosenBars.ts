import { type KeyboardEvent, useCallback, useState } from 'react';
import { record, startHistory, undo } from '../../../../ui/history';
import { NOTHING } from './chosenBars';
import type { ChooseBars } from './useBarBrush';

/** What is chosen, with a way back. */
export function useChosenBars() {
  const [history, setHistory] = useState(() => startHistory(NOTHING));
  const choose = useCallback<ChooseBars>(
    (change, mergeKey) => setHistory((before) => record(before, change(before.present), mergeKey ?? null)),
    [],
  );
  const back = useCallback(() => setHistory(undo), []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== 'z' || !(event.ctrlKey || event.metaKey) || event.shiftKey) return;
    event.preventDefault();
    back();
  };
  return { chosen: history.present, choose, back, canGoBack: history.past.length > 0, onKeyDown };
}
