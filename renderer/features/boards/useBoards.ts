import { useEffect, useRef, useState } from 'react';
import type { Board } from '#shared/model/board';
import { useKernel, useKernelAction } from '../../engine/kernel';
import { notifyError } from '../../engine/notices';

export interface EditedBoard {
  readonly board: Board;
  /** Shows the change at once and keeps it. */
  change(next: Board): void;
  /** Undefined where nothing was changed. */
  readonly undo: (() => void) | undefined;
}

/** Every change is kept as it is made, since a board holds no data that could be spoilt; `undo` goes back over those of this visit. */
export function useEditedBoard(saved: Board): EditedBoard {
  const [past, setPast] = useState<readonly Board[]>([]);
  const [board, setBoard] = useState(saved);
  const saving = useRef(0);
  const { run } = useKernelAction('boards.save');
  // What is read while a change is being kept may be from before it.
  useEffect(() => {
    if (saving.current === 0) setBoard(saved);
  }, [saved]);
  const keep = async (next: Board) => {
    setBoard(next);
    saving.current += 1;
    const result = await run({ board: next });
    saving.current -= 1;
    if (result.ok) return;
    notifyError(result.error);
    setBoard(saved);
  };
  const previous = past.at(-1);
  return {
    board,
    change: (next) => {
      setPast([...past, board]);
      void keep(next);
    },
    undo: previous
      ? () => {
          setPast(past.slice(0, -1));
          void keep(previous);
        }
      : undefined,
  };
}

export function useBoardList() {
  return useKernel('boards.list', {}, { keep: true });
}

export function newBoard(name: string): Board {
  return { id: crypto.randomUUID(), name, items: [] };
}
