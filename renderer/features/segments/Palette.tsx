import { CodeOutlined, NodeIndexOutlined, PlusOutlined, SearchOutlined } from '@ant-design/icons';
import { Button, Input, Segmented } from 'antd';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { useText } from '../../text';
import { findsText } from '../../ui/searchText';
import { ListDialog } from './ListDialog';
import { PaletteItem } from './PaletteItem';
import { PALETTE_KINDS, type PaletteEntry, type PaletteKind, sequenceEntry, sqlEntry } from './paletteEntries';
import { useSegmentContext } from './segmentContext';

interface PaletteProps {
  readonly entries: Readonly<Record<PaletteKind, readonly PaletteEntry[]>>;
  readonly onAdd: (entry: PaletteEntry) => void;
}

/** Everything that a rule may ask of, found by name, id or pinyin and brought into the rule by mouse or keyboard. */
export function Palette({ entries, onAdd }: PaletteProps) {
  const t = useText('segments');
  const [kind, setKind] = useState<PaletteKind>('tag');
  const [query, setQuery] = useState('');
  const list = useRef<HTMLUListElement>(null);
  const shown = useMemo(() => entries[kind].filter(({ name, words }) => findsText(query, name, words)), [entries, kind, query]);
  const first = shown[0];
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') focusItem(list.current, 0);
    else if (event.key === 'Enter' && first && !event.nativeEvent.isComposing) onAdd(first);
  };
  return (
    <aside className="seg-palette" aria-label={t('palette')} data-testid="tag-palette">
      <Segmented<PaletteKind>
        block
        size="small"
        aria-label={t('palette')}
        value={kind}
        options={PALETTE_KINDS.map((value) => ({
          value,
          label: <span data-testid={`palette-kind-${value}`}>{t(`palette.${value}`)}</span>,
        }))}
        onChange={setKind}
      />
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
        {shown.map((entry, index) => (
          <PaletteItem key={entry.id} entry={entry} onAdd={onAdd} onStep={(by) => focusItem(list.current, index + by)} />
        ))}
        {shown.length === 0 && (
          <li className="hx-faint seg-palette-none">
            {entries[kind].length === 0 ? t(`paletteNone.${kind}`) : t('paletteEmpty')}
          </li>
        )}
      </ul>
      <PaletteButtons kind={kind} onAdd={onAdd} />
      <div className="hx-faint seg-palette-hint">{t('paletteHint')}</div>
    </aside>
  );
}

/** What is made and not found. */
function PaletteButtons({ kind, onAdd }: { readonly kind: PaletteKind; readonly onAdd: (entry: PaletteEntry) => void }) {
  const t = useText('segments');
  const context = useSegmentContext();
  const [isNaming, setNaming] = useState(false);
  const sequence = sequenceEntry(t('didInOrder'), context);
  if (kind === 'tag') {
    return (
      <Button block icon={<CodeOutlined />} onClick={() => onAdd(sqlEntry(t('addSql')))} data-testid="palette-add-sql">
        {t('addSql')}
      </Button>
    );
  }
  if (kind === 'event' && sequence) {
    return (
      <Button block icon={<NodeIndexOutlined />} onClick={() => onAdd(sequence)} data-testid="palette-add-sequence">
        {t('didInOrder')}
      </Button>
    );
  }
  if (kind !== 'list') return null;
  return (
    <>
      <Button block icon={<PlusOutlined />} onClick={() => setNaming(true)} data-testid="palette-new-list">
        {t('newList')}
      </Button>
      {isNaming && <ListDialog onClose={() => setNaming(false)} />}
    </>
  );
}

function focusItem(list: HTMLElement | null, index: number): void {
  const items = list?.querySelectorAll<HTMLElement>('.seg-palette-button');
  items?.[index]?.focus();
}
