import { Button, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import {
  type ClassificationAnswer,
  type ClassOfKind,
  COLUMN_KINDS,
  type ColumnKind,
  classOfKind,
  DATA_CLASSES,
  kindChanges,
  LABEL_OF_CLASS,
} from '#shared/model/classification';
import { kindWords } from '#shared/model/classWords';
import { useText } from '../../../text';
import { Field } from '../entities/fields';
import { isReason, LEVELS, LONGEST_REASON } from './overruleLimits';
import { useSayings } from './sayings';
import type { KindsSave } from './useSaveKinds';

type Kinds = ClassificationAnswer['kinds'];

interface KindsDialogProps {
  /** As they are in this workspace. */
  readonly kinds: Kinds;
  readonly busy: boolean;
  readonly onSave: (save: KindsSave) => Promise<void>;
  readonly onClose: () => void;
}

const DEFAULTS = Object.fromEntries(COLUMN_KINDS.map((kind) => [kind, classOfKind(kind, {})])) as Kinds;

/** Every kind with its class and level, which are changed for the whole workspace with a reason. */
export function KindsDialog({ kinds, busy, onSave, onClose }: KindsDialogProps) {
  const t = useText('classes');
  const common = useText('common');
  const [draft, setDraft] = useState(kinds);
  const [reason, setReason] = useState('');
  const isSame = JSON.stringify(kindChanges(draft)) === JSON.stringify(kindChanges(kinds));
  const isReady = !isSame && isReason(reason);
  const run = () => (isReady ? void onSave({ kinds: draft, reason: reason.trim() }) : undefined);
  return (
    <Modal
      open
      title={t('kindsTitle')}
      okText={t('save')}
      cancelText={common('cancel')}
      okButtonProps={{ disabled: !isReady, loading: busy, 'data-testid': 'kinds-save' }}
      onOk={run}
      onCancel={onClose}
      width={620}
    >
      <p>{t('kindsText')}</p>
      <ul className="classes-kinds" data-testid="kinds">
        {COLUMN_KINDS.map((kind) => (
          <KindLine key={kind} kind={kind} said={draft[kind]} onChange={(next) => setDraft({ ...draft, [kind]: next })} />
        ))}
      </ul>
      <Button
        size="small"
        disabled={Object.keys(kindChanges(draft)).length === 0}
        onClick={() => setDraft(DEFAULTS)}
        data-testid="kinds-reset"
      >
        {t('kindsReset')}
      </Button>
      <div className="classes-fields">
        <Field label={`${t('reason')} (${t('reasonShort')})`}>
          <Input
            aria-label={t('reason')}
            maxLength={LONGEST_REASON}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
            onPressEnter={run}
            data-testid="kinds-reason"
          />
        </Field>
      </div>
    </Modal>
  );
}

interface KindLineProps {
  readonly kind: ColumnKind;
  readonly said: ClassOfKind;
  readonly onChange: (next: ClassOfKind) => void;
}

/** Choosing a class proposes its level. */
function KindLine({ kind, said, onChange }: KindLineProps) {
  const t = useText('classes');
  const { words } = useSayings();
  const name = words(kindWords(kind));
  const plain = DEFAULTS[kind];
  const isChanged = said.dataClass !== plain.dataClass || said.label !== plain.label;
  return (
    <li className="classes-kind" data-testid={`kinds-${kind}`}>
      <span className="classes-kind-name">{name}</span>
      <span className="classes-overruled">{isChanged ? t('kindChanged', { ...plain }) : null}</span>
      <Select
        size="small"
        aria-label={t('classOf', { kind: name })}
        value={said.dataClass}
        options={DATA_CLASSES.map((value) => ({ value, label: value, title: t(`means.${value}`) }))}
        onChange={(dataClass) => onChange({ dataClass, label: LABEL_OF_CLASS[dataClass] })}
        data-testid={`kinds-class-${kind}`}
      />
      <Select
        size="small"
        aria-label={t('levelOf', { kind: name })}
        value={said.label}
        options={LEVELS.map((value) => ({ value, label: t('levelN', { n: value }) }))}
        onChange={(label) => onChange({ ...said, label })}
        data-testid={`kinds-level-${kind}`}
      />
    </li>
  );
}
