import {
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { arrayMove, rectSortingStrategy, SortableContext, sortableKeyboardCoordinates } from '@dnd-kit/sortable';
import type { Board, BoardItem } from '#shared/model/board';
import { useText } from '../../text';
import { ItemFrame } from './ItemFrame';

interface BoardGridProps {
  readonly board: Board;
  readonly onChange: (board: Board) => void;
  /** Nothing can be moved or changed. */
  readonly fixed: boolean;
}

/** The items side by side as far as their widths go, moved by mouse or keyboard. */
export function BoardGrid({ board, onChange, fixed }: BoardGridProps) {
  const t = useText('boards');
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const ids = board.items.map(({ id }) => id);
  const keep = (items: readonly BoardItem[]) => onChange({ ...board, items: [...items] });
  const drop = ({ active, over }: DragEndEvent) => {
    if (over && over.id !== active.id) {
      keep(arrayMove([...board.items], ids.indexOf(String(active.id)), ids.indexOf(String(over.id))));
    }
  };
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      onDragEnd={drop}
      accessibility={{ screenReaderInstructions: { draggable: t('dragHelp') } }}
    >
      <SortableContext items={ids} strategy={rectSortingStrategy}>
        <div className="brd-grid">
          {board.items.map((item) => (
            <ItemFrame
              key={item.id}
              item={item}
              fixed={fixed}
              onChange={(next) => keep(board.items.map((each) => (each.id === item.id ? next : each)))}
              onRemove={() => keep(board.items.filter(({ id }) => id !== item.id))}
            />
          ))}
        </div>
      </SortableContext>
    </DndContext>
  );
}
