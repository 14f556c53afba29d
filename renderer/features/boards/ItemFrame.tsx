import { DeleteOutlined, HolderOutlined } from '@ant-design/icons';
import { useSortable } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { Button, Input, Segmented } from 'antd';
import { type ComponentType, Suspense, useContext, useState } from 'react';
import type { BoardItem } from '#shared/model/board';
import { useText } from '../../text';
import { BoardItemsContext } from '../../ui/boardItems';
import { LoadingState } from '../../ui/LoadingState';
import { useItemName } from './itemName';
import { TextItem } from './TextItem';

interface ItemFrameProps {
  readonly item: BoardItem;
  readonly fixed: boolean;
  readonly onChange: (item: BoardItem) => void;
  readonly onRemove: () => void;
}

/** One item with its name, its width, and a handle to move it by. */
export function ItemFrame({ item, fixed, onChange, onRemove }: ItemFrameProps) {
  const { setNodeRef, transform, transition, isDragging, attributes, listeners, setActivatorNodeRef } = useSortable({
    id: item.id,
    disabled: fixed,
  });
  const own = useItemName(item);
  const name = item.title || own;
  return (
    <article
      ref={setNodeRef}
      className={`brd-item brd-${item.width}`}
      style={{ transform: CSS.Translate.toString(transform), transition, opacity: isDragging ? 0.5 : 1 }}
      aria-label={name}
      data-testid={`board-item-${item.kind}`}
    >
      {fixed ? (
        item.kind !== 'text' && <h3>{name}</h3>
      ) : (
        <Tools
          item={item}
          name={name}
          own={own}
          onChange={onChange}
          onRemove={onRemove}
          handle={
            <button
              type="button"
              className="brd-handle"
              ref={setActivatorNodeRef}
              {...attributes}
              {...listeners}
              aria-label={name}
              data-testid="board-item-move"
            >
              <HolderOutlined aria-hidden />
            </button>
          }
        />
      )}
      {item.kind === 'text' ? (
        <TextItem item={item} fixed={fixed} onChange={onChange} />
      ) : (
        <Suspense fallback={<LoadingState />}>
          <Drawn item={item} />
        </Suspense>
      )}
    </article>
  );
}

function Drawn({ item }: { readonly item: Exclude<BoardItem, { kind: 'text' }> }) {
  const components = useContext(BoardItemsContext);
  // Which component draws which kind is checked where they are put together.
  const Component = components?.[item.kind] as ComponentType<{ readonly item: BoardItem }> | undefined;
  return Component ? <Component item={item} /> : null;
}

interface ToolsProps extends Pick<ItemFrameProps, 'item' | 'onChange' | 'onRemove'> {
  readonly name: string;
  /** What it is called unless somebody gives it a title. */
  readonly own: string;
  readonly handle: React.ReactNode;
}

function Tools({ item, name, own, handle, onChange, onRemove }: ToolsProps) {
  const t = useText('boards');
  const [title, setTitle] = useState(item.title);
  const keepTitle = () => title !== item.title && onChange({ ...item, title });
  return (
    <header className="brd-item-head">
      {handle}
      <Input
        variant="borderless"
        className="brd-item-title"
        aria-label={t('itemTitle')}
        placeholder={own}
        maxLength={200}
        value={title}
        onChange={({ target }) => setTitle(target.value)}
        onBlur={keepTitle}
        onPressEnter={keepTitle}
      />
      <Segmented
        size="small"
        aria-label={t('width', { name })}
        value={item.width}
        onChange={(width) => onChange({ ...item, width })}
        options={(['third', 'half', 'full'] as const).map((value) => ({
          value,
          label: <span data-testid={`board-width-${value}`}>{t(`width.${value}`)}</span>,
        }))}
      />
      <Button
        type="text"
        size="small"
        icon={<DeleteOutlined />}
        aria-label={t('take', { name })}
        onClick={onRemove}
        data-testid="board-item-remove"
      />
    </header>
  );
}
