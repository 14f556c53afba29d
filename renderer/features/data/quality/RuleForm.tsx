import { Modal, Radio, Select } from 'antd';
import { useState } from 'react';
import { BANK_KINDS, type QualityKind, type QualityRule, SEVERITIES, type Severity } from '#shared/model/quality';
import type { HuaxiangError } from '#shared/model/result';
import type { TableInfo } from '#shared/model/workspace';
import { useKernel, useKernelAction } from '../../../engine/kernel';
import { useText } from '../../../text';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { RuleField } from './RuleField';
import { checkOf, FIELDS, type FieldName, fieldsOf, GENERAL_KINDS, type RuleFields } from './ruleDraft';

interface RuleFormProps {
  readonly table: TableInfo;
  /** The rule to change; absent = a new one. */
  readonly rule?: QualityRule | undefined;
  readonly onClose: () => void;
}

/** A rule by its kind: what it demands, of which columns, and how much depends on it. */
export function RuleForm({ table, rule, onClose }: RuleFormProps) {
  const t = useText('quality');
  const common = useText('common');
  const { data: tables = [table] } = useKernel('tables.list', {});
  const [fields, setFields] = useState<RuleFields>(() => fieldsOf(rule?.check));
  const [severity, setSeverity] = useState<Severity>(rule?.severity ?? 'warn');
  const [error, setError] = useState<HuaxiangError>();
  const save = useKernelAction('quality.save');
  const check = checkOf(fields, (name) => table.columns.find((column) => column.name === name)?.type);
  const change = (changed: Partial<RuleFields>) => {
    setFields((before) => ({ ...before, ...changed }));
    setError(undefined);
  };
  const submit = async () => {
    if (!check) return;
    const id = rule?.id ?? crypto.randomUUID();
    const result = await save.run({ rules: [{ id, table: table.name, severity, check }] });
    if (result.ok) onClose();
    else setError(result.error);
  };
  return (
    <Modal
      open
      title={t(rule ? 'edit' : 'add')}
      okText={common('save')}
      okButtonProps={{ disabled: !check, loading: save.busy, title: check ? '' : t('incomplete'), 'data-testid': 'rule-save' }}
      cancelText={common('cancel')}
      onOk={() => void submit()}
      onCancel={onClose}
      width={560}
    >
      <div className="hx-rule-form">
        <KindField kind={fields.kind} onChange={(kind) => change({ kind, column: undefined, otherColumn: undefined })} />
        {shownFields(fields).map((name) => (
          <RuleField key={`${fields.kind}:${name}`} name={name} fields={fields} table={table} tables={tables} onChange={change} />
        ))}
        <SeverityField severity={severity} onChange={setSeverity} />
        {error ? <ErrorNotice error={error} /> : null}
      </div>
    </Modal>
  );
}

/** Keys are asked for only where another table is named. */
function shownFields({ kind, otherTable }: RuleFields): readonly FieldName[] {
  return FIELDS[kind].filter((name) => otherTable !== undefined || (name !== 'key' && name !== 'otherKey'));
}

function KindField({ kind, onChange }: { readonly kind: QualityKind; readonly onChange: (kind: QualityKind) => void }) {
  const t = useText('quality');
  const group = (kinds: readonly QualityKind[], label: string) => ({
    label,
    options: kinds.map((value) => ({ value, label: <span data-testid={`rule-kind-${value}`}>{t(`kind.${value}`)}</span> })),
  });
  return (
    <div className="hx-rule-field">
      <label htmlFor="rule-kind">{t('kind')}</label>
      <Select
        id="rule-kind"
        value={kind}
        onChange={onChange}
        options={[group(GENERAL_KINDS, t('general')), group(BANK_KINDS, t('bankPack'))]}
        virtual={false}
        listHeight={420}
        data-testid="rule-kind"
      />
      <p className="hx-faint">{t(`kindText.${kind}`)}</p>
    </div>
  );
}

function SeverityField({ severity, onChange }: { readonly severity: Severity; readonly onChange: (severity: Severity) => void }) {
  const t = useText('quality');
  return (
    <fieldset className="hx-rule-field hx-rule-severity">
      <legend>{t('severity')}</legend>
      <Radio.Group
        value={severity}
        onChange={({ target }) => onChange(target.value)}
        options={SEVERITIES.map((value) => ({
          value,
          label: (
            <span data-testid={`rule-severity-${value}`}>
              {t(`severity.${value}`)} <span className="hx-faint">{t(`severityText.${value}`)}</span>
            </span>
          ),
        }))}
        vertical
      />
    </fieldset>
  );
}
