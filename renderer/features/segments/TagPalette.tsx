import { CodeOutlined, PlusOutlined, SearchOutlined } from '@ant-design/icons';
import { Button, Input, Tooltip } from 'antd';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import type { Tag } from '#shared/model/tag';
import { useFormat, useText } from '../../text';
import { useTreeSource } from '../../ui/dnd/treeDragContext';
import { nameWithUnit } from '../../ui/nameWithUnit';
import { findsText } from '../../ui/searchText';
import { TagTypeIcon } from '../../ui/TagTypeIcon';
import { tagPlace } from '../../ui/tagPlace';
import { tagSubject } from './drops';

interface TagPaletteProps {
  readonly tags: readonly Tag[];
  readonly onAdd: (tag: Tag) => void;
  readonly onAddSql: () => void;
}

/** All tags, to be found by name, id or pinyin and brought into the rule by mouse or keyboard. */
export function TagPalette({ tags, onAdd, onAddSql }: TagPaletteProps) {
  const t = useText('segments');
  const [query, setQuery] = useState('');
  const list = useRef<HTMLUListElement>(null);
  const shown = useMemo(() => tags.filter((tag) => findsText(query, tag.name, tag.id)), [tags, query]);
  const first = shown[0];
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') focusItem(list.current, 0);
    else if (event.key === 'Enter' && first && !event.nativeEvent.isComposing) onAdd(first);
  };
  return (
    <aside className="seg-palette" aria-label={t('palette')} data-testid="tag-palette">
      <div className="seg-palette-head">
        <span className="seg-panel-title">{t('palette')}</span>
        <span className="hx-faint">{t('paletteCount', { n: shown.length })}</span>
      </div>
      <Input
        allowClear
        prefix={<SearchOutlined aria-hidden />}
        placeholder={t('paletteSearch')}
        aria-label={t('paletteSearch')}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        onKeyDown={keys}
        data-testid="tag-palette-search"
      />
      <ul className="seg-palette-list" ref={list}>
        {shown.map((tag, index) => (
          <PaletteItem key={tag.id} tag={tag} onAdd={onAdd} onStep={(by) => focusItem(list.current, index + by)} />
        ))}
        {shown.length === 0 && <li className="hx-faint seg-palette-none">{t('paletteEmpty')}</li>}
      </ul>
      <Button block icon={<CodeOutlined />} onClick={onAddSql} data-testid="palette-add-sql">
        {t('addSql')}
      </Button>
      <div className="hx-faint seg-palette-hint">{t('paletteHint')}</div>
    </aside>
  );
}

interface PaletteItemProps {
  readonly tag: Tag;
  readonly onAdd: (tag: Tag) => void;
  readonly onStep: (by: -1 | 1) => void;
}

function PaletteItem({ tag, onAdd, onStep }: PaletteItemProps) {
  const t = useText('segments');
  const format = useFormat();
  const { setNodeRef, dragProps, dragging } = useTreeSource(tagSubject(tag));
  const keys = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    onStep(event.key === 'ArrowDown' ? 1 : -1);
  };
  const share = t('coverage', { share: format.percent(tag.coverage) });
  return (
    <li className="seg-palette-item" data-dragging={dragging} ref={setNodeRef} {...dragProps}>
      <Tooltip title={`${tag.id} · ${tagPlace(tag)} · ${share}`} mouseEnterDelay={0.6} placement="right">
        <button
          type="button"
          className="seg-palette-button"
          onDoubleClick={() => onAdd(tag)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return keys(event);
            event.preventDefault();
            onAdd(tag);
          }}
          data-testid={`tag-palette-item-${tag.id}`}
        >
          <TagTypeIcon type={tag.type} label={t(`type.${tag.type}`)} />
          <span className="seg-palette-name">{nameWithUnit(tag)}</span>
          <span className="seg-palette-coverage">{format.percent(tag.coverage, tag.coverage === 1 ? 0 : 1)}</span>
        </button>
      </Tooltip>
      <Button
        size="small"
        type="text"
        icon={<PlusOutlined />}
        tabIndex={-1}
        aria-label={t('paletteAdd', { name: tag.name })}
        onClick={() => onAdd(tag)}
        onPointerDown={(event) => event.stopPropagation()}
        data-testid={`tag-palette-add-${tag.id}`}
      />
    </li>
  );
}

function focusItem(list: HTMLElement | null, index: number): void {
  const items = list?.querySelectorAll<HTMLElement>('.seg-palette-button');
  items?.[index]?.focus();
}
