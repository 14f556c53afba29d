import { DeleteOutlined, SaveOutlined } from '@ant-design/icons';
import { Button, Input, Modal, Popconfirm, Select, Tooltip } from 'antd';
import { useState } from 'react';
import type { PortraitTag } from '#shared/model/answers';
import { useKernelAction } from '../../../engine/kernel';
import { notifyError } from '../../../engine/notices';
import { useText } from '../../../text';
import { chooseTemplate, useChosenTemplate, useTemplates } from './templates';
import { useViewOptions } from './viewOptions';

/** Stands for no template; none is named so, since ids are not empty. */
const EVERY_TAG = '';

/** Which template says what is shown, and a way to keep what is shown as one. */
export function TemplatePicker({ tags }: { readonly tags: readonly Pick<PortraitTag, 'tag'>[] }) {
  const t = useText('portraitViews');
  const templates = useTemplates();
  const chosen = useChosenTemplate();
  const [naming, setNaming] = useState(false);
  const group = (builtIn: boolean) =>
    templates
      .filter((each) => each.builtIn === builtIn)
      .map(({ template }) => ({ value: template.id, label: template.name, n: template.tags.length }));
  const groups = [
    { label: t('template.builtIn'), options: group(true) },
    { label: t('template.own'), options: group(false) },
  ].filter(({ options }) => options.length > 0);
  return (
    <span className="por-template">
      <Select
        className="por-filter-category"
        aria-label={t('template')}
        value={chosen?.template.id ?? EVERY_TAG}
        options={[{ value: EVERY_TAG, label: t('allTags') }, ...groups]}
        onChange={(id: string) => chooseTemplate(templates.find(({ template }) => template.id === id) ?? null)}
        data-testid="portrait-template"
      />
      {chosen && chosen.missing.length > 0 && (
        <span className="por-ceiling">{t('template.missing', { tags: chosen.missing.join(', ') })}</span>
      )}
      <Tooltip title={t('template.saveHelp', { n: tags.length })}>
        <Button
          icon={<SaveOutlined />}
          disabled={tags.length === 0}
          onClick={() => setNaming(true)}
          data-testid="portrait-template-save"
        >
          {t('template.save')}
        </Button>
      </Tooltip>
      {chosen && !chosen.builtIn && <RemoveTemplate id={chosen.template.id} name={chosen.template.name} />}
      {naming && <NameDialog tags={tags.map(({ tag }) => tag)} onClose={() => setNaming(false)} />}
    </span>
  );
}

function RemoveTemplate({ id, name }: { readonly id: string; readonly name: string }) {
  const t = useText('portraitViews');
  const { run, busy } = useKernelAction('portraitTemplates.remove');
  const remove = async () => {
    const result = await run({ id });
    if (result.ok) chooseTemplate(null);
    else notifyError(result.error);
  };
  return (
    <Popconfirm title={t('template.remove', { name })} description={t('template.removeConfirm')} onConfirm={() => void remove()}>
      <Button
        icon={<DeleteOutlined />}
        loading={busy}
        aria-label={t('template.remove', { name })}
        data-testid="portrait-template-remove"
      />
    </Popconfirm>
  );
}

interface NameDialogProps {
  readonly tags: string[];
  readonly onClose: () => void;
}

function NameDialog({ tags, onClose }: NameDialogProps) {
  const t = useText('portraitViews');
  const [name, setName] = useState('');
  const { unknown, buckets, pictures } = useViewOptions();
  const { run, busy } = useKernelAction('portraitTemplates.save');
  const save = async () => {
    const chosen = Object.fromEntries(Object.entries(pictures).filter(([tag]) => tags.includes(tag)));
    const template = { id: crypto.randomUUID(), name: name.trim(), tags, unknown, buckets, pictures: chosen };
    const result = await run({ template });
    if (!result.ok) {
      notifyError(result.error);
      return;
    }
    chooseTemplate(result.value);
    onClose();
  };
  return (
    <Modal
      open
      title={t('template.save')}
      okText={t('template.save')}
      okButtonProps={{ disabled: name.trim() === '', loading: busy }}
      onOk={() => void save()}
      onCancel={onClose}
      data-testid="portrait-template-dialog"
    >
      <p className="hx-secondary">{t('template.saveHelp', { n: tags.length })}</p>
      <Input
        autoFocus
        aria-label={t('template.name')}
        placeholder={t('template.name')}
        maxLength={200}
        value={name}
        onChange={({ target }) => setName(target.value)}
        onPressEnter={() => name.trim() !== '' && void save()}
        data-testid="portrait-template-name"
      />
    </Modal>
  );
}
