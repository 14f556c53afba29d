import { PlusOutlined } from '@ant-design/icons';
import { useDraggable } from '@dnd-kit/core';
import { Input } from 'antd';
import { useState } from 'react';
import type { EventKind } from '#shared/model/event';
import { useFormat, useText } from '../../../text';
import { findsText } from '../../../ui/searchText';
import { addStep } from './funnelDraft';

/** The events of the workspace: dragged among the steps, or put at their end by a click or Enter. */
export function EventPalette({ events }: { readonly events: readonly EventKind[] }) {
  const t = useText('funnel');
  const [search, setSearch] = useState('');
  const found = events.filter(({ event }) => findsText(search, event));
  return (
    <nav className="fun-palette" aria-label={t('events')}>
      <Input
        size="small"
        allowClear
        value={search}
        placeholder={t('findEvent')}
        aria-label={t('findEvent')}
        onChange={({ target }) => setSearch(target.value)}
        data-testid="funnel-find-event"
      />
      <ul>
        {found.map((kind) => (
          <PaletteEvent key={kind.event} kind={kind} />
        ))}
        {found.length === 0 && <li className="hx-faint">{t('noSuchEvent')}</li>}
      </ul>
    </nav>
  );
}

function PaletteEvent({ kind: { event, n } }: { readonly kind: EventKind }) {
  const t = useText('funnel');
  const format = useFormat();
  const { setNodeRef, listeners, isDragging } = useDraggable({ id: `event ${event}`, data: { event } });
  return (
    <li>
      <button
        type="button"
        ref={setNodeRef}
        {...onlyPointer(listeners)}
        className="fun-event"
        style={{ opacity: isDragging ? 0.5 : 1 }}
        onClick={() => addStep(event)}
        title={t('addEvent', { event, n: format.exact(n) })}
        data-testid={`funnel-event-${event}`}
      >
        <PlusOutlined aria-hidden />
        <span className="fun-event-name">{event}</span>
        <span className="hx-faint hx-tabular">{format.count(n)}</span>
      </button>
    </li>
  );
}

/** Enter and the space bar add the event, so that they must not lift it. */
function onlyPointer(listeners: ReturnType<typeof useDraggable>['listeners']) {
  const { onPointerDown } = listeners ?? {};
  return onPointerDown ? { onPointerDown: onPointerDown as React.PointerEventHandler } : {};
}
