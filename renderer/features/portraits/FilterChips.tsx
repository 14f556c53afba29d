import { Button, Tag } from 'antd';
import { useText } from '../../text';
import type { Mark } from './marks';
import { useValueTexts } from './valueTexts';

interface FilterChipsProps {
  readonly filters: readonly Mark[];
  readonly onFilter: (filters: readonly Mark[]) => void;
}

/** What the portrait is narrowed to, each to be taken away again. */
export function FilterChips({ filters, onFilter }: FilterChipsProps) {
  const t = useText('portraits');
  const { valueName } = useValueTexts();
  if (filters.length === 0) return null;
  return (
    <div className="por-filters" data-testid="portrait-filters">
      <span className="hx-secondary">{t('narrowedTo')}</span>
      {filters.map((mark, index) => (
        <Tag
          key={`${mark.tag.tag}${mark.value.value}`}
          closable
          onClose={(event) => {
            event.preventDefault();
            onFilter(filters.filter((_, other) => other !== index));
          }}
        >{`${mark.tag.name}: ${valueName(mark.value)}`}</Tag>
      ))}
      <Button size="small" type="link" onClick={() => onFilter([])} data-testid="portrait-clear-filters">
        {t('clearFilters')}
      </Button>
    </div>
  );
}
