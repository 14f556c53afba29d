import { AutoComplete, Button, Input, Select } from 'antd';
import { useState } from 'react';
import { DATA_CLASSES, type DataClass } from '#shared/model/classification';
import type { TagDefinition, TagState } from '#shared/model/tag';
import { useKernel } from '../../../engine/kernel';
import { useText } from '../../../text';
import { ConfirmChange } from '../ConfirmChange';
import { Field } from '../Field';
import { useLibrary } from '../libraryContext';
import { tidyPath } from '../tagCategories';
import { definitionOf, withLabel } from '../tagDraft';
import { STATUSES } from '../tagFilter';
import { useSaveTag } from '../useSaveTag';

/** A picker has no undefined. */
const BY_READING = 'byReading';
const MOST_LABELS = 60;

/** What is said of a tag. Publishing shows first whom it moves. */
export function TagWords({ tag }: { readonly tag: TagState }) {
  const common = useText('common');
  const [draft, setDraft] = useState(() => definitionOf(tag));
  const [isPublishing, setPublishing] = useState(false);
  const { save, busy } = useSaveTag();
  const unchanged = JSON.stringify(draft) === JSON.stringify(definitionOf(tag));
  const tidy = { ...draft, category: tidyPath(draft.category) };
  const submit = () => {
    if (draft.status === 'published' && tag.status !== 'published') setPublishing(true);
    else void save(tidy);
  };
  return (
    <div className="tags-part">
      <WordFields draft={draft} onChange={(changed) => setDraft({ ...draft, ...changed })} />
      {(tag.type === 'category' || tag.type === 'boolean') && (
        <LabelFields tag={tag} labels={draft.labels} onChange={(labels) => setDraft({ ...draft, labels })} />
      )}
      <Button
        type="primary"
        disabled={unchanged || draft.name.trim() === ''}
        loading={busy}
        onClick={submit}
        data-testid="tag-words-save"
      >
        {common('save')}
      </Button>
      {isPublishing && <ConfirmChange definition={tidy} onClose={() => setPublishing(false)} />}
    </div>
  );
}

interface WordFieldsProps {
  readonly draft: TagDefinition;
  readonly onChange: (changed: Partial<TagDefinition>) => void;
}

function WordFields({ draft, onChange }: WordFieldsProps) {
  const t = useText('tags');
  const { categories } = useLibrary();
  const text = (key: 'name' | 'owner') => (
    <Input
      aria-label={t(key)}
      value={draft[key]}
      onChange={({ target }) => onChange({ [key]: target.value })}
      data-testid={`tag-word-${key}`}
    />
  );
  return (
    <>
      <Field label={t('name')}>{text('name')}</Field>
      <Field label={t('description')}>
        <Input.TextArea
          autoSize={{ minRows: 2, maxRows: 8 }}
          aria-label={t('description')}
          value={draft.description}
          onChange={({ target }) => onChange({ description: target.value })}
          data-testid="tag-word-description"
        />
      </Field>
      <div className="tags-fields">
        <Field label={t('category')}>
          <AutoComplete
            aria-label={t('category')}
            value={draft.category}
            options={categories.map((value) => ({ value }))}
            onChange={(category: string) => onChange({ category })}
            data-testid="tag-word-category"
          />
        </Field>
        <Field label={t('owner')}>{text('owner')}</Field>
        <Field label={t('sensitivity')}>
          <Select<DataClass | typeof BY_READING>
            aria-label={t('sensitivity')}
            value={draft.sensitivity ?? BY_READING}
            options={[
              { value: BY_READING, label: t('sensitivity.byReading') },
              ...DATA_CLASSES.map((value) => ({ value, label: t(`sensitivity.${value}`) })),
            ]}
            onChange={(value) => onChange({ sensitivity: value === BY_READING ? undefined : value })}
            data-testid="tag-word-sensitivity"
          />
        </Field>
        <Field label={t('status')}>
          <Select
            aria-label={t('status')}
            value={draft.status}
            options={STATUSES.map((value) => ({ value, label: t(`status.${value}`) }))}
            onChange={(status) => onChange({ status })}
            data-testid="tag-word-status"
          />
        </Field>
      </div>
    </>
  );
}

interface LabelFieldsProps {
  readonly tag: TagState;
  readonly labels: TagDefinition['labels'];
  readonly onChange: (labels: TagDefinition['labels']) => void;
}

/** How the commonest values are shown. */
function LabelFields({ tag, labels, onChange }: LabelFieldsProps) {
  const t = useText('tags');
  const { data } = useKernel('tags.distribution', { tag: tag.id, limit: MOST_LABELS });
  return (
    <Field label={t('labels')} hint={t('labelsHint')}>
      <ul className="tags-labels">
        {data?.values.map(({ value }) => (
          <li key={`${typeof value}:${value}`}>
            <span className="hx-mono hx-ellipsis">{String(value)}</span>
            <Input
              size="small"
              aria-label={t('labelOf', { value: String(value) })}
              placeholder={String(value)}
              value={labels.find((each) => each.value === value)?.label ?? ''}
              onChange={({ target }) => onChange(withLabel(labels, value, target.value))}
              data-testid={`tag-label-${value}`}
            />
          </li>
        ))}
      </ul>
    </Field>
  );
}
