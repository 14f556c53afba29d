import { Input, Select, Space } from 'antd';
import { useState } from 'react';
import type { Tag } from '#shared/model/tag';
import type { KernelArgs } from '../../engine/kernel';
import { useKernel } from '../../engine/kernel';
import { useSeesMasks } from '../../engine/masks';
import { useText } from '../../text';

export type SearchQuestion = KernelArgs<'customers.find'>;

interface CustomerSearchProps {
  readonly onSearch: (question: SearchQuestion) => void;
}

/** By the key or the end of a name or a number, or by the value of a tag. */
export function CustomerSearch({ onSearch }: CustomerSearchProps) {
  const t = useText('customer');
  const [by, setBy] = useState<'text' | 'tag'>('text');
  return (
    <search className="cus-search">
      <Select
        value={by}
        aria-label={t('searchBy')}
        popupMatchSelectWidth={false}
        options={[
          { value: 'text', label: t('byText') },
          { value: 'tag', label: t('byTag') },
        ]}
        onChange={setBy}
        data-testid="customer-search-by"
      />
      {by === 'text' ? <ByText onSearch={onSearch} /> : <ByTag onSearch={onSearch} />}
    </search>
  );
}

function ByText({ onSearch }: CustomerSearchProps) {
  const t = useText('customer');
  const hint = t(useSeesMasks() ? 'searchWhole' : 'searchText');
  return (
    <Input.Search
      className="cus-search-text"
      placeholder={hint}
      aria-label={hint}
      onSearch={(text) => (text.trim() === '' ? undefined : onSearch({ text: text.trim() }))}
      data-testid="customer-search"
    />
  );
}

function ByTag({ onSearch }: CustomerSearchProps) {
  const t = useText('customer');
  const [chosen, setChosen] = useState<string>();
  const { data = [] } = useKernel('tags.list', {}, { background: true });
  const tag = data.find(({ id }) => id === chosen);
  const search = (typed: string) => {
    const value = tag ? typedValue(tag, typed.trim()) : undefined;
    if (tag && value !== undefined) onSearch({ tag: { tag: tag.id, value } });
  };
  return (
    <Space.Compact className="cus-search-text">
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        className="cus-search-tag"
        placeholder={t('searchTag')}
        aria-label={t('searchTag')}
        value={chosen}
        options={data.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={setChosen}
        data-testid="customer-search-tag"
      />
      <Input.Search
        placeholder={t('searchValue')}
        aria-label={t('searchValue')}
        onSearch={search}
        data-testid="customer-search-value"
      />
    </Space.Compact>
  );
}

/** A label stands for its value. */
function typedValue({ labels, type }: Tag, typed: string): string | number | boolean | undefined {
  const labelled = labels.find(({ label }) => label === typed)?.value;
  if (labelled !== undefined) return labelled;
  if (typed === '') return undefined;
  if (type === 'number') return Number.isFinite(Number(typed)) ? Number(typed) : undefined;
  return typed;
}
