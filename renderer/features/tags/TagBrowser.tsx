import { DndContext, type DragEndEvent, DragOverlay, PointerSensor, pointerWithin, useSensor, useSensors } from '@dnd-kit/core';
import { type ReactNode, useMemo, useState } from 'react';
import { useText } from '../../text';
import { EmptyState } from '../../ui/EmptyState';
import { CategoryTree } from './CategoryTree';
import { ColumnChooser } from './ColumnChooser';
import { TagDetail } from './detail/TagDetail';
import { FilterBar } from './FilterBar';
import { useFactColumns } from './factColumns';
import { useLibrary } from './libraryContext';
import { TagTable } from './TagTable';
import type { CategoryNode } from './tagCategories';
import { definitionOf } from './tagDraft';
import { filteredTags, type TagFilter } from './tagFilter';
import { useSaveTag } from './useSaveTag';

interface TagBrowserProps {
  readonly tree: readonly CategoryNode[];
  readonly chosenId: string | undefined;
}

/** What a window of 1280 pixels has room for. */
const SHOWN_FIRST: readonly string[] = ['kind', 'coverage', 'distinct', 'state', 'status'];

/** Categories, the tags in them, and one of these looked at closely. Tags are filed by dragging them onto a category. */
export function TagBrowser({ tree, chosenId }: TagBrowserProps) {
  const t = useText('tags');
  const { tags, choose } = useLibrary();
  const [filter, setFilter] = useState<TagFilter>({ query: '' });
  const [columns, setColumns] = useState(SHOWN_FIRST);
  const facts = useFactColumns();
  const { save } = useSaveTag();
  const shown = useMemo(() => filteredTags(tags, filter), [tags, filter]);
  const chosen = tags.find((tag) => tag.id === chosenId);
  const file = (id: string, category: string) => {
    const tag = tags.find((each) => each.id === id);
    if (tag && tag.category !== category) void save({ ...definitionOf(tag), category });
  };
  return (
    <FilingArea onFile={file}>
      <div className="tags-page">
        <CategoryTree tree={tree} tags={tags} filter={filter} onFilter={setFilter} />
        <div className="tags-list">
          <div className="tags-list-head">
            <FilterBar filter={filter} onFilter={setFilter} shown={shown.length} />
            <ColumnChooser columns={facts} shown={columns} onShow={setColumns} />
          </div>
          <TagTable
            tags={shown}
            facts={facts.filter(({ key }) => columns.includes(key))}
            chosenId={chosen?.id}
            onChoose={choose}
            onFile={file}
          />
        </div>
        <div className="tags-detail">
          {chosen ? <TagDetail key={chosen.id} tag={chosen} /> : <EmptyState title={t('choose')} />}
        </div>
      </div>
    </FilingArea>
  );
}

interface FilingAreaProps {
  readonly onFile: (tag: string, category: string) => void;
  readonly children: ReactNode;
}

/** Where tags are dragged: a drop names the category in its data. */
function FilingArea({ onFile, children }: FilingAreaProps) {
  const [dragged, setDragged] = useState<string | null>(null);
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 6 } }));
  const end = ({ active, over }: DragEndEvent) => {
    setDragged(null);
    const category: unknown = over?.data.current?.category;
    if (typeof category === 'string') onFile(String(active.id), category);
  };
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={pointerWithin}
      onDragStart={({ active }) => setDragged(String(active.data.current?.name ?? active.id))}
      onDragEnd={end}
      onDragCancel={() => setDragged(null)}
    >
      {children}
      <DragOverlay dropAnimation={null}>{dragged !== null && <span className="tags-dragged">{dragged}</span>}</DragOverlay>
    </DndContext>
  );
}
