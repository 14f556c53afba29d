import { Input, Modal, Select } from 'antd';
import { useState } from 'react';
import {
  type ClassificationAnswer,
  COLUMN_KINDS,
  type ColumnClass,
  type ColumnKind,
  DATA_CLASSES,
  LABEL_OF_CLASS,
  type Overrule,
} from '#shared/model/classification';
import { kindWords } from '#shared/model/classWords';
import { useText } from '../../../text';
import { Field } from '../entities/fields';
import { isReason, LEVELS, LONGEST_REASON } from './overruleLimits';
import { useSayings } from './sayings';

interface OverruleDialogProps {
  readonly column: ColumnClass;
  /** What every kind is in this workspace. */
  readonly classes: ClassificationAnswer['kinds'];
  readonly busy: boolean;
  readonly onSave: (overrule: Overrule) => Promise<void>;
  readonly onClose: () => void;
}

/** A picker has no null. */
const PLAIN = 'plain';

/** Asks what a column holds instead, and why; choosing a kind proposes its class. */
export function OverruleDialog({ column, classes, busy, onSave, onClose }: OverruleDialogProps) {
  const t = useText('classes');
  const common = useText('common');
  const { words, evidence } = useSayings();
  const { kind, dataClass, label, overruled } = column;
  const [draft, setDraft] = useState<Overrule>({ kind, dataClass, label, reason: overruled?.reason ?? '' });
  const change = (part: Partial<Overrule>) => setDraft((each) => ({ ...each, ...part }));
  const isShort = !isReason(draft.reason);
  const run = () => (isShort ? undefined : void onSave(draft));
  const choose = (chosen: ColumnKind | typeof PLAIN) =>
    change(chosen === PLAIN ? { kind: null, dataClass: 'C1', label: LABEL_OF_CLASS.C1 } : { kind: chosen, ...classes[chosen] });
  const kinds = COLUMN_KINDS.map((value) => ({ value, label: words(kindWords(value)) }));
  return (
    <Modal
      open
      title={t('dialogTitle', { column: column.column })}
      okText={t('save')}
      cancelText={common('cancel')}
      okButtonProps={{ disabled: isShort, loading: busy, 'data-testid': 'overrule-save' }}
      onOk={run}
      onCancel={onClose}
      width={480}
    >
      <p>{t('dialogText', { evidence: evidence(column) })}</p>
      <div className="classes-fields">
        <Field label={t('kind')}>
          <Select<ColumnKind | typeof PLAIN>
            aria-label={t('kind')}
            value={draft.kind ?? PLAIN}
            options={[{ value: PLAIN, label: t('plain') }, ...kinds]}
            onChange={choose}
            data-testid="overrule-kind"
          />
        </Field>
        <Field label={t('class')}>
          <Select
            aria-label={t('class')}
            value={draft.dataClass}
            options={DATA_CLASSES.map((value) => ({ value, label: t(`means.${value}`) }))}
            onChange={(next) => change({ dataClass: next, label: LABEL_OF_CLASS[next] })}
            data-testid="overrule-class"
          />
        </Field>
        <Field label={t('level')}>
          <Select
            aria-label={t('level')}
            value={draft.label ?? label}
            options={LEVELS.map((value) => ({ value, label: t('levelN', { n: value }) }))}
            onChange={(next) => change({ label: next })}
            data-testid="overrule-level"
          />
        </Field>
        <Field label={`${t('reason')} (${t('reasonShort')})`}>
          <Input
            aria-label={t('reason')}
            maxLength={LONGEST_REASON}
            value={draft.reason}
            onChange={({ target }) => change({ reason: target.value })}
            onPressEnter={run}
            data-testid="overrule-reason"
          />
        </Field>
      </div>
    </Modal>
  );
}
