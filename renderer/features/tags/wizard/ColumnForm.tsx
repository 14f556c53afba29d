import { Select } from 'antd';
import type { TagDefinition } from '#shared/model/tag';
import type { TagSourceOf } from '#shared/model/tagSource';
import { useText } from '../../../text';
import { nameWithUnit } from '../../../ui/nameWithUnit';
import { Field } from '../Field';
import { useLibrary } from '../libraryContext';
import { definitionOf } from '../tagDraft';

interface ColumnFormProps {
  readonly source: TagSourceOf<'column'>;
  readonly onDefinition: (changed: Partial<TagDefinition>) => void;
}

/** Columns are tags by themselves: a definition only adds words to one. */
export function ColumnForm({ source, onDefinition }: ColumnFormProps) {
  const t = useText('tagForms');
  const { tags } = useLibrary();
  const columns = tags.filter((tag) => tag.source.kind === 'column');
  const own = columns.find(({ source: each }) => JSON.stringify(each) === JSON.stringify(source));
  return (
    <Field label={t('column')} hint={t('columnHint')}>
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={t('column')}
        value={own?.id ?? null}
        options={columns.map((tag) => ({ value: tag.id, label: nameWithUnit(tag) }))}
        onChange={(id) => {
          const tag = columns.find((each) => each.id === id);
          if (tag) onDefinition(definitionOf(tag));
        }}
        data-testid="wizard-column"
      />
    </Field>
  );
}
