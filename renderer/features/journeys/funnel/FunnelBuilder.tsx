import {
  type Active,
  type CollisionDetection,
  closestCenter,
  DndContext,
  type DragEndEvent,
  DragOverlay,
  KeyboardSensor,
  type Over,
  PointerSensor,
  pointerWithin,
  useDroppable,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { useState } from 'react';
import { useText } from '../../../text';
import type { JourneyTabProps } from '../journeyTab';
import { EventPalette } from './EventPalette';
import { Exclusions } from './Exclusions';
import { FunnelOptions } from './FunnelOptions';
import { addStep, moveStep, useFunnelDraft } from './funnelDraft';
import { StepCard } from './StepCard';

const LIST = 'steps';

/** The events on the left, the steps that are made of them beside, and how they are counted. */
export function FunnelBuilder({ events, asOf }: JourneyTabProps) {
  const t = useText('funnel');
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const steps = useFunnelDraft(({ history }) => history.present.steps);
  const [dragged, setDragged] = useState<string | null>(null);
  const drop = ({ active, over }: DragEndEvent) => {
    setDragged(null);
    if (!over) return;
    const to = steps.findIndex(({ id }) => id === over.id);
    const event = draggedEvent(active);
    if (event !== null) addStep(event, to < 0 ? undefined : to + (isBelow(active, over) ? 1 : 0));
    else if (to >= 0 && over.id !== active.id)
      moveStep(
        steps.findIndex(({ id }) => id === active.id),
        to,
      );
  };
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={underPointer}
      onDragStart={({ active }) => setDragged(draggedEvent(active))}
      onDragCancel={() => setDragged(null)}
      onDragEnd={drop}
      accessibility={{ screenReaderInstructions: { draggable: t('dragHelp') } }}
    >
      <div className="fun-builder">
        <EventPalette events={events} />
        <div className="fun-steps-side">
          <FunnelOptions events={events} asOf={asOf} />
          <StepList />
          <Exclusions events={events} />
        </div>
      </div>
      <DragOverlay dropAnimation={null}>
        {dragged === null ? null : <span className="fun-step fun-dragged">{dragged}</span>}
      </DragOverlay>
    </DndContext>
  );
}

/** The event that is dragged out of the list of events; null of a step. */
function draggedEvent({ data }: Active): string | null {
  const event: unknown = data.current?.event;
  return typeof event === 'string' ? event : null;
}

/** Whether what is dragged is over the lower half of a step. */
function isBelow({ rect }: Active, over: Over): boolean {
  const box = rect.current.translated;
  return box !== null && box.top + box.height / 2 > over.rect.top + over.rect.height / 2;
}

/** A pointer drops where it is; the keyboard moves to what is nearest. */
const underPointer: CollisionDetection = (args) => (args.pointerCoordinates ? pointerWithin(args) : closestCenter(args));

function StepList() {
  const t = useText('funnel');
  const { setNodeRef, isOver } = useDroppable({ id: LIST });
  const steps = useFunnelDraft(({ history }) => history.present.steps);
  return (
    <SortableContext items={steps.map(({ id }) => id)} strategy={verticalListSortingStrategy}>
      <ol ref={setNodeRef} className="fun-steps" data-over={isOver} aria-label={t('steps')} data-testid="funnel-steps">
        {steps.map((step, index) => (
          <StepCard key={step.id} step={step} index={index} />
        ))}
        {steps.length === 0 && (
          <li className="fun-empty hx-secondary" data-testid="funnel-empty">
            {t('dropHere')}
          </li>
        )}
      </ol>
    </SortableContext>
  );
}
