import { SearchOutlined } from '@ant-design/icons';
import { Input, type InputRef, Modal } from 'antd';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useText } from '../text';
import { findsText } from '../ui/searchText';
import { usePalette } from './palette';
import { type PaletteEntry, usePaletteEntries } from './paletteEntries';

const MOST_SHOWN = 50;

/** Everything the workbench can do or show, found by typing (pinyin initials too). */
export function CommandPalette() {
  const { open, hide } = usePalette();
  const t = useText('shell');
  return (
    <Modal
      open={open}
      title={t('page.commands')}
      onCancel={hide}
      footer={null}
      closable={false}
      width={620}
      className="hx-palette"
      style={{ top: 96 }}
      destroyOnHidden
    >
      <PaletteSearch onDone={hide} />
    </Modal>
  );
}

function PaletteSearch({ onDone }: { readonly onDone: () => void }) {
  const t = useText('shell');
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const input = useRef<InputRef>(null);
  useEffect(() => input.current?.focus(), []);
  const entries = usePaletteEntries()
    .filter(({ title, group }) => findsText(query, title, group))
    .slice(0, MOST_SHOWN);
  const run = (entry: PaletteEntry | undefined) => {
    if (!entry) return;
    onDone();
    entry.run();
  };
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setAt((index) => (index + step + entries.length) % Math.max(1, entries.length));
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) run(entries[at]);
  };
  return (
    <>
      <Input
        ref={input}
        variant="borderless"
        prefix={<SearchOutlined />}
        size="large"
        value={query}
        placeholder={t('palettePlaceholder')}
        role="combobox"
        aria-label={t('palettePlaceholder')}
        aria-expanded
        aria-controls="palette-list"
        aria-activedescendant={entries[at] ? `palette-${at}` : undefined}
        onChange={(event) => {
          setQuery(event.target.value);
          setAt(0);
        }}
        onKeyDown={press}
        data-testid="palette-input"
      />
      <div className="hx-palette-list" role="listbox" id="palette-list" aria-label={t('page.commands')}>
        {entries.map((entry, index) => (
          <PaletteRow key={entry.id} entry={entry} index={index} selected={index === at} onHover={setAt} onRun={run} />
        ))}
        {entries.length === 0 ? <div className="hx-palette-none">{t('paletteNone')}</div> : null}
      </div>
    </>
  );
}

interface PaletteRowProps {
  readonly entry: PaletteEntry;
  readonly index: number;
  readonly selected: boolean;
  readonly onHover: (index: number) => void;
  readonly onRun: (entry: PaletteEntry) => void;
}

function PaletteRow({ entry, index, selected, onHover, onRun }: PaletteRowProps) {
  const row = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (selected) row.current?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  return (
    <button
      ref={row}
      type="button"
      role="option"
      id={`palette-${index}`}
      aria-selected={selected}
      tabIndex={-1}
      className="hx-palette-row"
      onMouseMove={() => onHover(index)}
      onClick={() => onRun(entry)}
      data-testid={`palette-${entry.id}`}
    >
      <span className="hx-palette-group">{entry.group}</span>
      <span className="hx-ellipsis">{entry.title}</span>
      {entry.keys ? <kbd className="hx-key">{entry.keys}</kbd> : null}
    </button>
  );
}
