import { Button, Drawer, Space } from 'antd';
import { useState } from 'react';
import type { TagDefinition } from '#shared/model/tag';
import { useText } from '../../../text';
import { ConfirmChange } from '../ConfirmChange';
import { useLibrary } from '../libraryContext';
import { tidyPath } from '../tagCategories';
import { newTagId } from '../tagDraft';
import { useSaveTag } from '../useSaveTag';
import { PreviewPane } from './PreviewPane';
import { SourceForm } from './SourceForm';
import { emptySource, isComplete } from './sourceDraft';
import { usePreview } from './usePreview';
import { WizardHead } from './WizardHead';
import './wizard.css';

interface TagWizardProps {
  /** The definition to change; absent = a new one. */
  readonly definition: TagDefinition | undefined;
  readonly onClose: () => void;
}

/** Makes a definition by its kind, with what it would give beside it. */
export function TagWizard({ definition, onClose }: TagWizardProps) {
  const t = useText('tagForms');
  const { tags } = useLibrary();
  const [draft, setDraft] = useState<TagDefinition>(() => definition ?? newDefinition());
  const taken = tags.map(({ id }) => id);
  const isNew = definition === undefined && draft.source.kind !== 'column';
  const whole = { ...draft, category: tidyPath(draft.category), id: isNew ? newTagId(draft.name, taken) : draft.id };
  const preview = usePreview(whole);
  const change = (changed: Partial<TagDefinition>) => setDraft((before) => ({ ...before, ...changed }));
  return (
    <Drawer
      open
      size="min(1180px, 96vw)"
      title={definition ? t('editTitle', { name: definition.name }) : t('newTitle')}
      onClose={onClose}
      footer={<WizardFoot definition={whole} fits={preview.complete && !preview.error} onClose={onClose} />}
    >
      <div className="tags-wizard" data-testid="tag-wizard">
        <div className="tags-part">
          <WizardHead draft={whole} isNew={definition === undefined} onChange={change} />
          <SourceForm
            definition={whole}
            preview={preview.complete ? preview.data : undefined}
            error={preview.error}
            onSource={(source) => change({ source })}
            onDefinition={change}
          />
        </div>
        <PreviewPane definition={whole} preview={preview} />
      </div>
    </Drawer>
  );
}

function newDefinition(): TagDefinition {
  const words = { name: '', category: '', description: '', owner: '', status: 'draft' } as const;
  return { id: '', ...words, labels: [], refresh: 'onImport', source: emptySource('bucket') };
}

interface WizardFootProps {
  readonly definition: TagDefinition;
  readonly fits: boolean;
  readonly onClose: () => void;
}

function WizardFoot({ definition, fits, onClose }: WizardFootProps) {
  const t = useText('tagForms');
  const tags = useText('tags');
  const common = useText('common');
  const { choose } = useLibrary();
  const [isPublishing, setPublishing] = useState(false);
  const { save, busy, cancel } = useSaveTag();
  const ready = fits && definition.name.trim() !== '' && isComplete(definition.source);
  const publishes = definition.status === 'published';
  const hint = ready ? '' : t('notReady');
  const done = () => {
    choose(definition.id);
    onClose();
  };
  const submit = async () => {
    if (await save(definition)) done();
  };
  return (
    <Space className="tags-wizard-foot">
      {busy ? <Button onClick={cancel}>{common('cancel')}</Button> : <Button onClick={onClose}>{common('close')}</Button>}
      <Button
        type={publishes ? 'primary' : 'default'}
        disabled={!ready}
        title={hint}
        onClick={() => setPublishing(true)}
        data-testid="wizard-publish"
      >
        {tags('publish')}
      </Button>
      {!publishes && (
        <Button
          type="primary"
          disabled={!ready}
          loading={busy}
          title={hint}
          onClick={() => void submit()}
          data-testid="wizard-save"
        >
          {t('saveAs', { status: tags(`status.${definition.status}`) })}
        </Button>
      )}
      {isPublishing && (
        <ConfirmChange definition={{ ...definition, status: 'published' }} onClose={() => setPublishing(false)} onSaved={done} />
      )}
    </Space>
  );
}
