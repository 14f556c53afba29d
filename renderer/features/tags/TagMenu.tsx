import { MoreOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import type { TagState } from '#shared/model/tag';
import { useText } from '../../text';
import { addTagToSegment } from '../../ui/handedTag';
import { useLibrary } from './libraryContext';
import { definitionOf } from './tagDraft';

const FILE = 'file:';

interface TagMenuProps {
  readonly tag: TagState;
  readonly onFile: (tag: string, category: string) => void;
}

/** What can be done with one tag; filing is here for the keyboard too. */
export function TagMenu({ tag, onFile }: TagMenuProps) {
  const t = useText('tags');
  const { define, categories } = useLibrary();
  const places = [...categories, ''].map((path) => ({
    key: `${FILE}${path}`,
    disabled: path === tag.category,
    label: <span data-testid={`tag-file-${path}`}>{path || t('unfiled')}</span>,
  }));
  const pick = (key: string) => {
    if (key.startsWith(FILE)) onFile(tag.id, key.slice(FILE.length));
    else if (key === 'edit') define(definitionOf(tag));
    else addTagToSegment(tag.id);
  };
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'edit', label: t('editDefinition') },
          { key: 'use', label: t('useInSegment') },
          { key: 'move', label: t('moveTo'), children: places },
        ],
        onClick: ({ key, domEvent }) => {
          domEvent.stopPropagation();
          pick(key);
        },
      }}
    >
      <Button
        size="small"
        type="text"
        icon={<MoreOutlined />}
        aria-label={t('menuOf', { name: tag.name })}
        onClick={(event) => event.stopPropagation()}
        onKeyDown={(event) => event.stopPropagation()}
        data-testid={`tag-menu-${tag.id}`}
      />
    </Dropdown>
  );
}
