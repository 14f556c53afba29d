import { useDraggable, useDroppable } from '@dnd-kit/core';
import { createContext, type HTMLAttributes, useContext } from 'react';
import { type DragSubject, SURFACE_ID, type TreeRowData } from './treeCollision';

/** A drop as the tree understands it: the gap and how deep. */
export interface DropWish {
  readonly gap: number;
  readonly wishedDepth: number;
}

export interface TreeDragState {
  readonly subject: DragSubject | null;
  readonly wish: DropWish | null;
}

export const TreeDragContext = createContext<TreeDragState>({ subject: null, wish: null });

/** What is being dragged and where it would land. */
export function useTreeDrag(): TreeDragState {
  return useContext(TreeDragContext);
}

/** A row that is dragged by its handle and that drops fall around. */
export function useTreeRow(subject: DragSubject, row: TreeRowData) {
  const draggable = useDraggable({ id: subject.id, data: { subject } });
  const droppable = useDroppable({ id: subject.id, data: { ...row } });
  const setRowRef = (element: HTMLElement | null) => {
    draggable.setNodeRef(element);
    droppable.setNodeRef(element);
  };
  const handleProps: HTMLAttributes<HTMLElement> = { ...draggable.attributes, ...draggable.listeners };
  return { setRowRef, setHandleRef: draggable.setActivatorNodeRef, handleProps, dragging: draggable.isDragging };
}

/** Something outside the tree that can be dragged into it by pointer; the keyboard has its own way to add it. */
export function useTreeSource(subject: DragSubject) {
  const { setNodeRef, listeners, isDragging } = useDraggable({ id: subject.id, data: { subject } });
  const press: unknown = listeners?.onPointerDown;
  const dragProps: HTMLAttributes<HTMLElement> = typeof press === 'function' ? { onPointerDown: (event) => press(event) } : {};
  return { setNodeRef, dragProps, dragging: isDragging };
}

/** The whole area of the tree: drops outside of it do nothing. */
export function useTreeSurface() {
  return useDroppable({ id: SURFACE_ID }).setNodeRef;
}
