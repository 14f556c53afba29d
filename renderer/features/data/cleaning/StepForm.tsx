import { Modal, Select } from 'antd';
import { useId, useState } from 'react';
import type { Cleaning, StepKind } from '#shared/model/cleaning';
import type { TableColumn } from '#shared/model/import';
import { useText } from '../../../text';
import type { DraftStep } from './cleaningDraft';
import { StepFieldView } from './StepFieldView';
import { fieldsOf, STEP_KINDS, type StepFields, shownFields, stepOf } from './stepFields';

interface StepFormProps {
  /** The step to change; absent = a new one. */
  readonly edited: DraftStep | undefined;
  /** Its place, from 1. */
  readonly n: number;
  /** That it is given. */
  readonly columns: readonly TableColumn[];
  /** Up to the step, for what is read of the data. */
  readonly before: Cleaning;
  readonly onPut: (step: DraftStep) => void;
  readonly onClose: () => void;
}

/** A step by its kind: which columns it takes, and what it makes of them. */
export function StepForm({ edited, n, columns, before, onPut, onClose }: StepFormProps) {
  const t = useText('cleaning');
  const form = useText('cleaningForm');
  const common = useText('common');
  const [fields, setFields] = useState<StepFields>(() => fieldsOf(edited?.step));
  const step = stepOf(fields, columns);
  const submit = () => {
    if (!step) return;
    const off = edited?.step.off ? { off: true } : {};
    onPut({ id: edited?.id ?? crypto.randomUUID(), step: { ...step, ...off } });
    onClose();
  };
  return (
    <Modal
      open
      title={t(edited ? 'editTitle' : 'addTitle', { n })}
      okText={edited ? t('put') : t('add')}
      okButtonProps={{ disabled: !step, title: step ? '' : form('incomplete'), 'data-testid': 'step-put' }}
      cancelText={common('cancel')}
      onOk={submit}
      onCancel={onClose}
      width={600}
      style={{ top: 60 }}
    >
      <div className="hx-step-form">
        <KindField kind={fields.kind} onChange={(kind) => setFields((all) => ({ ...all, kind }))} />
        {shownFields(fields).map((name) => (
          <StepFieldView
            key={`${fields.kind}:${name}`}
            name={name}
            fields={fields}
            columns={columns}
            before={before}
            onChange={(change) => setFields((all) => ({ ...all, ...change }))}
          />
        ))}
      </div>
    </Modal>
  );
}

function KindField({ kind, onChange }: { readonly kind: StepKind; readonly onChange: (kind: StepKind) => void }) {
  const t = useText('cleaning');
  const form = useText('cleaningForm');
  const id = useId();
  return (
    <div className="hx-step-field">
      <label htmlFor={id}>{form('kind')}</label>
      <Select
        id={id}
        value={kind}
        onChange={onChange}
        options={STEP_KINDS.map((value) => ({
          value,
          label: <span data-testid={`step-kind-${value}`}>{t(`kind.${value}`)}</span>,
        }))}
        virtual={false}
        listHeight={420}
        data-testid="step-kind"
      />
      <p className="hx-faint">{form(`kindText.${kind}`)}</p>
    </div>
  );
}
