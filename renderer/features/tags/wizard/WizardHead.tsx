import { AutoComplete, Input, Select } from 'antd';
import type { TagDefinition } from '#shared/model/tag';
import { useText } from '../../../text';
import { Field } from '../Field';
import { useLibrary } from '../libraryContext';
import { SOURCE_KINDS } from '../tagFilter';
import { emptySource } from './sourceDraft';

interface WizardHeadProps {
  readonly draft: TagDefinition;
  readonly isNew: boolean;
  readonly onChange: (changed: Partial<TagDefinition>) => void;
}

/** The kind of a tag, its name and where it is filed. */
export function WizardHead({ draft, isNew, onChange }: WizardHeadProps) {
  const t = useText('tagForms');
  const tags = useText('tags');
  const { categories } = useLibrary();
  const { kind } = draft.source;
  return (
    <>
      <div className="tags-fields">
        <Field label={tags('kind')} hint={t(`kindHint.${kind}`)}>
          <Select
            disabled={!isNew}
            virtual={false}
            aria-label={tags('kind')}
            value={kind}
            options={SOURCE_KINDS.map((value) => ({ value, label: tags(`kind.${value}`) }))}
            onChange={(next) => onChange({ source: emptySource(next) })}
            data-testid="wizard-kind"
          />
        </Field>
        <Field label={tags('category')}>
          <AutoComplete
            aria-label={tags('category')}
            value={draft.category}
            options={categories.map((value) => ({ value }))}
            onChange={(category: string) => onChange({ category })}
          />
        </Field>
      </div>
      <Field label={tags('name')} hint={draft.id && draft.name ? t('idIs', { id: draft.id }) : ''}>
        <Input
          aria-label={tags('name')}
          placeholder={t('namePlaceholder')}
          value={draft.name}
          onChange={({ target }) => onChange({ name: target.value })}
          data-testid="wizard-name"
        />
      </Field>
    </>
  );
}
