import { PlusOutlined, TeamOutlined, ThunderboltOutlined, UnorderedListOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import type { KeyboardEvent } from 'react';
import { useFormat, useText } from '../../text';
import { useTreeSource } from '../../ui/dnd/treeDragContext';
import { nameWithUnit } from '../../ui/nameWithUnit';
import { TagTypeIcon } from '../../ui/TagTypeIcon';
import { paletteSubject } from './drops';
import type { PaletteEntry } from './paletteEntries';
import { ResultBadge } from './ResultBadge';

interface PaletteItemProps {
  readonly entry: PaletteEntry;
  readonly onAdd: (entry: PaletteEntry) => void;
  readonly onStep: (by: -1 | 1) => void;
}

export function PaletteItem({ entry, onAdd, onStep }: PaletteItemProps) {
  const t = useText('segments');
  const { setNodeRef, dragProps, dragging } = useTreeSource(paletteSubject(entry));
  const place = entry.id.replace(':', '-palette-item-');
  const keys = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp' && event.key !== 'Enter') return;
    event.preventDefault();
    if (event.key === 'Enter') onAdd(entry);
    else onStep(event.key === 'ArrowDown' ? 1 : -1);
  };
  return (
    <li className="seg-palette-item" data-dragging={dragging} ref={setNodeRef} {...dragProps}>
      <Tooltip title={<EntryFacts entry={entry} />} mouseEnterDelay={0.6} placement="right">
        <button
          type="button"
          className="seg-palette-button"
          onDoubleClick={() => onAdd(entry)}
          onKeyDown={keys}
          data-testid={place}
        >
          <EntryIcon entry={entry} />
          <span className="seg-palette-name">{nameWithUnit(entry)}</span>
          <EntryFigure entry={entry} />
        </button>
      </Tooltip>
      <Button
        size="small"
        type="text"
        icon={<PlusOutlined />}
        tabIndex={-1}
        aria-label={t('paletteAdd', { name: entry.name })}
        onClick={() => onAdd(entry)}
        onPointerDown={(event) => event.stopPropagation()}
        data-testid={entry.id.replace(':', '-palette-add-')}
      />
    </li>
  );
}

const ICONS = { event: ThunderboltOutlined, segment: TeamOutlined, list: UnorderedListOutlined };

function EntryIcon({ entry: { kind, type } }: { readonly entry: PaletteEntry }) {
  const t = useText('segments');
  if (type !== undefined) return <TagTypeIcon type={type} label={t(`type.${type}`)} />;
  const Icon = ICONS[kind as keyof typeof ICONS];
  return <Icon className="hx-tag-icon" aria-hidden />;
}

function EntryFigure({ entry: { coverage, n } }: { readonly entry: PaletteEntry }) {
  const format = useFormat();
  if (coverage === undefined && n === undefined) return null;
  const figure = coverage === undefined ? format.count(n ?? 0) : format.percent(coverage, coverage === 1 ? 0 : 1);
  return <span className="seg-palette-coverage">{figure}</span>;
}

function EntryFacts({ entry }: { readonly entry: PaletteEntry }) {
  const isResult = entry.kind === 'segment' || entry.kind === 'list';
  return (
    <>
      <EntryWords entry={entry} />
      {isResult ? (
        <div>
          <ResultBadge kind={entry.kind} id={entry.id.slice(entry.kind.length + 1)} />
        </div>
      ) : null}
    </>
  );
}

function EntryWords({ entry: { words, from = '', coverage, n, kind } }: { readonly entry: PaletteEntry }) {
  const t = useText('segments');
  const format = useFormat();
  const share = coverage === undefined ? '' : t('coverage', { share: format.percent(coverage) });
  const customers = n === undefined ? '' : t('customersN', { n: format.exact(n) });
  const parts = [kind === 'segment' ? '' : words, from, share, customers];
  return parts.filter((part) => part !== '').join(' · ');
}
