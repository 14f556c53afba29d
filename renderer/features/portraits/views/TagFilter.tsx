import { SearchOutlined } from '@ant-design/icons';
import { Button, Input, Segmented, Select } from 'antd';
import type { PortraitTag } from '#shared/model/answers';
import { useText } from '../../../text';
import { EmptyState } from '../../../ui/EmptyState';
import { categoriesOf, shownTags } from './shownTags';
import { TemplatePicker } from './TemplatePicker';
import { setViewOptions, useViewOptions } from './viewOptions';

/** Stands for every category; no category is named so, since names are trimmed. */
const EVERY_CATEGORY = ' ';

interface TagFilterProps {
  readonly tags: readonly PortraitTag[];
  /** How many of them pass the filter. */
  readonly shown: number;
}

/** Which tags are shown, and how numbers and unknown values are counted. */
export function TagFilter({ tags, shown }: TagFilterProps) {
  const t = useText('portraitViews');
  const { search, category } = useViewOptions();
  const categories = categoriesOf(tags);
  const chosen = categories.some((each) => each.category === category) ? category : null;
  const options = categories.map((each) => ({
    value: each.category,
    label: `${each.category === '' ? t('noCategory') : each.category} (${each.n})`,
  }));
  return (
    <>
      <search className="por-filter" aria-label={t('filterTags')}>
        <Input
          className="por-filter-search"
          allowClear
          prefix={<SearchOutlined aria-hidden />}
          aria-label={t('search')}
          placeholder={t('search')}
          value={search}
          onChange={({ target }) => setViewOptions({ search: target.value })}
          data-testid="portrait-search"
        />
        {categories.length > 1 && (
          <Select
            className="por-filter-category"
            aria-label={t('category')}
            value={chosen ?? EVERY_CATEGORY}
            options={[{ value: EVERY_CATEGORY, label: t('allCategories') }, ...options]}
            onChange={(value: string) => setViewOptions({ category: value === EVERY_CATEGORY ? null : value })}
            data-testid="portrait-category"
          />
        )}
        <CountingOptions />
        <TemplatePicker tags={shownTags(tags, { search, category })} />
      </search>
      {shown === 0 && (
        <EmptyState
          title={t('noneMatch')}
          description={t('noneMatchHint')}
          action={<Button onClick={() => setViewOptions({ search: '', category: null })}>{t('clear')}</Button>}
        />
      )}
    </>
  );
}

function CountingOptions() {
  const t = useText('portraitViews');
  const { buckets, unknown } = useViewOptions();
  return (
    <>
      <Segmented
        aria-label={t('buckets')}
        value={buckets}
        onChange={(value) => setViewOptions({ buckets: value })}
        options={(['readable', 'quantiles'] as const).map((value) => ({
          value,
          label: <span data-testid={`portrait-buckets-${value}`}>{t(`buckets.${value}`)}</span>,
        }))}
      />
      <Segmented
        aria-label={t('unknown')}
        value={unknown}
        onChange={(value) => setViewOptions({ unknown: value })}
        options={(['apart', 'level'] as const).map((value) => ({
          value,
          label: <span data-testid={`portrait-unknown-${value}`}>{t(`unknown.${value}`)}</span>,
        }))}
      />
    </>
  );
}
