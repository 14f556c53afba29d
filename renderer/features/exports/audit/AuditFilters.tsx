import { SearchOutlined } from '@ant-design/icons';
import { DatePicker, Input } from 'antd';
import dayjs from 'dayjs';
import { useEffect, useState } from 'react';
import { AUDIT_ACTIONS } from '#shared/model/audit';
import { useText } from '../../../text';
import { actionName } from '../../../ui/auditAction';
import { ManyPicker } from '../../../ui/ManyPicker';
import { Picker } from '../../../ui/Picker';
import { useSettled } from '../../../ui/useSettled';
import { changeAuditFilter, useAuditChoice } from './auditChoice';

const ANY = '';

/** Which entries are shown. */
export function AuditFilters({ actors }: { readonly actors: readonly string[] }) {
  const t = useText('audit');
  const { actions = [], actor = ANY, from, to } = useAuditChoice(({ filter }) => filter);
  const chooseDays = (days: readonly (dayjs.Dayjs | null)[] | null) =>
    changeAuditFilter({
      from: days?.[0]?.startOf('day').toISOString(),
      to: days?.[1]?.endOf('day').toISOString(),
    });
  return (
    <div className="exp-fields">
      <ManyPicker
        label={t('action')}
        placeholder={t('anyAction')}
        className="aud-actions"
        value={actions}
        options={AUDIT_ACTIONS.map((value) => ({ value, label: actionName(value, t) }))}
        onChange={(chosen) => changeAuditFilter({ actions: chosen.length === 0 ? undefined : chosen })}
        testId="audit-actions"
      />
      <Picker
        label={t('actor')}
        value={actor}
        options={[{ value: ANY, label: t('anyActor') }, ...actors.map((value) => ({ value, label: value }))]}
        onChange={(chosen) => changeAuditFilter({ actor: chosen === ANY ? undefined : chosen })}
        testId="audit-actor"
      />
      <DatePicker.RangePicker
        allowEmpty={[true, true]}
        aria-label={t('days')}
        value={[from ? dayjs(from) : null, to ? dayjs(to) : null]}
        onChange={chooseDays}
      />
      <Words field="object" />
      <Words field="text" />
    </div>
  );
}

const QUIET_MS = 300;

/** Asks once the typing rests. */
function Words({ field }: { readonly field: 'object' | 'text' }) {
  const t = useText('audit');
  const asked = useAuditChoice(({ filter }) => filter[field] ?? '');
  const [typed, setTyped] = useState(asked);
  const settled = useSettled(typed, QUIET_MS);
  useEffect(() => {
    if (settled !== (useAuditChoice.getState().filter[field] ?? '')) changeAuditFilter({ [field]: settled });
  }, [settled, field]);
  return (
    <Input
      className="aud-words"
      prefix={<SearchOutlined />}
      maxLength={200}
      aria-label={t(field)}
      placeholder={t(field)}
      value={typed}
      onChange={({ target }) => setTyped(target.value)}
      data-testid={`audit-${field}`}
    />
  );
}
