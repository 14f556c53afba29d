import {
  DndContext,
  type DragMoveEvent,
  DragOverlay,
  KeyboardSensor,
  MeasuringStrategy,
  PointerSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { type ReactNode, useState } from 'react';
import {
  type DragSubject,
  gapCollisionOf,
  INDENT_PIXELS,
  subjectOf,
  treeCollision,
  treeKeyboardCoordinates,
} from './treeCollision';
import { type DropWish, TreeDragContext, type TreeDragState } from './treeDragContext';

/** What a screen reader hears, already in the user's language. */
export interface TreeDragTexts {
  readonly instructions: string;
  pickedUp(subject: DragSubject): string;
  moved(subject: DragSubject, wish: DropWish | null): string;
  dropped(subject: DragSubject, wish: DropWish | null): string;
  cancelled(subject: DragSubject): string;
}

interface TreeDragAreaProps {
  readonly texts: TreeDragTexts;
  readonly onDrop: (subject: DragSubject, wish: DropWish) => void;
  readonly renderDragged: (subject: DragSubject) => ReactNode;
  readonly children: ReactNode;
}

const IDLE: TreeDragState = { subject: null, wish: null };
const SILENT = () => undefined;
const SILENT_ANNOUNCEMENTS = { onDragStart: SILENT, onDragOver: SILENT, onDragEnd: SILENT, onDragCancel: SILENT };

/** Everything that can be dragged into or within one tree, with its pointer and keyboard, and a voice for it. */
export function TreeDragArea({ texts, onDrop, renderDragged, children }: TreeDragAreaProps) {
  const [state, setState] = useState<TreeDragState>(IDLE);
  const [spoken, setSpoken] = useState('');
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: treeKeyboardCoordinates }),
  );
  const move = (event: DragMoveEvent) => {
    const subject = subjectOf(event.active.data.current);
    const wish = wishOf(event, subject);
    // A move may be told after the end, and must not pick the thing up again.
    setState((old) => (old.subject === null || sameWish(old.wish, wish) ? old : { subject, wish }));
    setSpoken(texts.moved(subject, wish));
  };
  const end = (event: DragMoveEvent) => {
    const subject = subjectOf(event.active.data.current);
    const wish = wishOf(event, subject);
    setState(IDLE);
    setSpoken(texts.dropped(subject, wish));
    if (wish) onDrop(subject, wish);
  };
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={treeCollision}
      measuring={{ droppable: { strategy: MeasuringStrategy.Always } }}
      accessibility={{ announcements: SILENT_ANNOUNCEMENTS, screenReaderInstructions: { draggable: texts.instructions } }}
      onDragStart={({ active }) => {
        const subject = subjectOf(active.data.current);
        setState({ subject, wish: null });
        setSpoken(texts.pickedUp(subject));
      }}
      onDragMove={move}
      onDragOver={move}
      onDragEnd={end}
      onDragCancel={({ active }) => {
        setState(IDLE);
        setSpoken(texts.cancelled(subjectOf(active.data.current)));
      }}
    >
      <TreeDragContext.Provider value={state}>{children}</TreeDragContext.Provider>
      <DragOverlay dropAnimation={null}>{state.subject && renderDragged(state.subject)}</DragOverlay>
      <div role="status" aria-live="assertive" className="hx-visually-hidden" data-testid="drag-announcement">
        {spoken}
      </div>
    </DndContext>
  );
}

/** A row keeps its depth and shifts with the sideways movement; a thing from outside takes the pointer's column. */
function wishOf({ collisions, delta }: DragMoveEvent, { depth }: DragSubject): DropWish | null {
  const found = gapCollisionOf(collisions);
  if (!found) return null;
  const column = depth === null ? (found.column ?? 0) : depth + Math.round(delta.x / INDENT_PIXELS);
  const wishedDepth = { into: Number.MAX_SAFE_INTEGER, outermost: 0, free: Math.max(0, column) }[found.level];
  return { gap: found.gap, wishedDepth };
}

function sameWish(a: DropWish | null, b: DropWish | null): boolean {
  return a?.gap === b?.gap && a?.wishedDepth === b?.wishedDepth;
}
