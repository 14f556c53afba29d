import { FolderOutlined, InboxOutlined, TagsOutlined } from '@ant-design/icons';
import { useDroppable } from '@dnd-kit/core';
import type { ReactNode } from 'react';
import type { TagState } from '#shared/model/tag';
import { useText } from '../../text';
import { type CategoryNode, isInCategory } from './tagCategories';
import type { TagFilter } from './tagFilter';

interface CategoryTreeProps {
  readonly tree: readonly CategoryNode[];
  readonly tags: readonly TagState[];
  readonly filter: TagFilter;
  readonly onFilter: (filter: TagFilter) => void;
}

/** The library by category; what is chosen narrows the list, and tags that are dropped on one are filed there. */
export function CategoryTree({ tree, tags, filter, onFilter }: CategoryTreeProps) {
  const t = useText('tags');
  const unfiled = tags.filter(({ category }) => isInCategory(category, '')).length;
  const { category: chosen, ...rest } = filter;
  const choose = (category: string) => onFilter({ ...rest, category });
  return (
    <nav className="tags-tree" aria-label={t('categories')} data-testid="tags-tree">
      <button
        type="button"
        className="tags-tree-row"
        aria-current={chosen === undefined}
        onClick={() => onFilter(rest)}
        data-testid="tags-category-all"
      >
        <TagsOutlined aria-hidden />
        <span className="hx-ellipsis">{t('allTags')}</span>
        <span className="hx-faint hx-tabular">{tags.length}</span>
      </button>
      {tree.map((node) => (
        <Branch key={node.path} node={node} depth={0} chosen={chosen} onChoose={choose} />
      ))}
      <CategoryRow
        path=""
        name={t('unfiled')}
        count={unfiled}
        depth={0}
        icon={<InboxOutlined aria-hidden />}
        chosen={chosen}
        onChoose={choose}
      />
      <p className="hx-faint tags-small tags-tree-hint">{t('dragHint')}</p>
    </nav>
  );
}

interface Choice {
  readonly chosen: string | undefined;
  readonly onChoose: (category: string) => void;
}

interface BranchProps extends Choice {
  readonly node: CategoryNode;
  readonly depth: number;
}

function Branch({ node, depth, ...choice }: BranchProps) {
  return (
    <>
      <CategoryRow {...node} depth={depth} icon={<FolderOutlined aria-hidden />} {...choice} />
      {node.children.map((child) => (
        <Branch key={child.path} node={child} depth={depth + 1} {...choice} />
      ))}
    </>
  );
}

interface CategoryRowProps extends Choice, Pick<CategoryNode, 'path' | 'name' | 'count'> {
  readonly depth: number;
  readonly icon: ReactNode;
}

function CategoryRow({ path, name, count, depth, icon, chosen, onChoose }: CategoryRowProps) {
  const { setNodeRef, isOver } = useDroppable({ id: `category:${path}`, data: { category: path } });
  return (
    <button
      ref={setNodeRef}
      type="button"
      className="tags-tree-row"
      style={{ paddingLeft: 10 + depth * 16 }}
      aria-current={chosen === path}
      data-over={isOver}
      onClick={() => onChoose(path)}
      data-testid={`tags-category-${path}`}
    >
      {icon}
      <span className="hx-ellipsis">{name}</span>
      <span className="hx-faint hx-tabular">{count}</span>
    </button>
  );
}
