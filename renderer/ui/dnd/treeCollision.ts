import { type CollisionDetection, type DroppableContainer, KeyboardCode, type KeyboardCoordinateGetter } from '@dnd-kit/core';
import { type Gap, gapAtPointer, gapNear, nextEdge, type RowBox } from './treeGap';

export const SURFACE_ID = 'tree-surface';
export const INDENT_PIXELS = 26;
/** How far outside the tree a pointer still means it. */
const SURFACE_MARGIN_PIXELS = 12;

/** What a tree row tells the drag layer about itself. */
export interface TreeRowData {
  readonly opens: boolean;
}

/** What a dragged thing says of itself: `depth` null = comes from outside the tree; `block` = its row and all rows under it. */
export interface DragSubject {
  readonly id: string;
  readonly label: string;
  readonly depth: number | null;
  readonly block: readonly string[];
}

export interface GapCollision extends Gap {
  /** Columns of indent between the tree's left edge and the pointer; null for drags by keyboard. */
  readonly column: number | null;
}

type Box = { readonly top: number; readonly bottom: number };

/** Finds the gap between rows instead of an element: by pointer the row under it, by keyboard the nearest edge. */
export const treeCollision: CollisionDetection = ({
  active,
  collisionRect,
  droppableRects,
  droppableContainers,
  pointerCoordinates,
}) => {
  const surface = droppableRects.get(SURFACE_ID);
  if (!surface) return [];
  const rows = rowBoxes(droppableContainers, (id) => droppableRects.get(id), subjectOf(active.data.current).block);
  if (!pointerCoordinates) return [collision({ ...gapNear(rows, collisionRect.top), column: null })];
  const { x, y } = pointerCoordinates;
  const { left, right, top, bottom } = surface;
  const margin = SURFACE_MARGIN_PIXELS;
  if (x < left - margin || x > right + margin || y < top - margin || y > bottom + margin) return [];
  return [collision({ ...gapAtPointer(rows, y), column: Math.floor((x - left) / INDENT_PIXELS) })];
};

function collision(data: GapCollision) {
  return { id: SURFACE_ID, data: { ...data } };
}

/** Up and down step from gap to gap, left and right by one indent. */
export const treeKeyboardCoordinates: KeyboardCoordinateGetter = (event, { currentCoordinates, context }) => {
  const { active, droppableContainers, droppableRects } = context;
  const rows = rowBoxes(droppableContainers.getEnabled(), (id) => droppableRects.get(id), subjectOf(active?.data.current).block);
  const { x, y } = currentCoordinates;
  if (event.code === KeyboardCode.Up || event.code === KeyboardCode.Down) {
    event.preventDefault();
    return { x, y: nextEdge(rows, y, event.code === KeyboardCode.Up ? -1 : 1) };
  }
  if (event.code === KeyboardCode.Left || event.code === KeyboardCode.Right) {
    event.preventDefault();
    return { x: x + (event.code === KeyboardCode.Left ? -INDENT_PIXELS : INDENT_PIXELS), y };
  }
  return undefined;
};

function rowBoxes(
  containers: readonly DroppableContainer[],
  boxOf: (id: DroppableContainer['id']) => Box | undefined,
  block: readonly string[],
): RowBox[] {
  const rows: RowBox[] = [];
  for (const { id, data } of containers) {
    const box = boxOf(id);
    if (id === SURFACE_ID || block.includes(String(id)) || !box) continue;
    rows.push({ top: box.top, bottom: box.bottom, opens: data.current?.opens === true });
  }
  return rows.sort((a, b) => a.top - b.top);
}

/** dnd-kit carries data untyped; this is the one place that gives it back its type. */
export function subjectOf(data: Record<string, unknown> | undefined): DragSubject {
  return (data?.subject as DragSubject | undefined) ?? { id: '', label: '', depth: null, block: [] };
}

export function gapCollisionOf(collisions: readonly { data?: Record<string, unknown> }[] | null): GapCollision | undefined {
  return collisions?.[0]?.data as GapCollision | undefined;
}
