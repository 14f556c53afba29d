import { Alert } from 'antd';
import { z } from 'zod';
import type { AuditEntry } from '#shared/model/audit';
import type { CustomerField } from '#shared/model/customer';
import { useKernel } from '../../engine/kernel';
import { useFormat, useText } from '../../text';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { LoadingState } from '../../ui/LoadingState';

const MOST_ENTRIES = 1000;
const unmaskSchema = z.object({ customer: z.string(), field: z.string(), reason: z.string() });

interface CustomerAuditProps {
  readonly shownKey: string;
  readonly fields: readonly CustomerField[];
}

/** Who looked at which value of this customer, and why; and whether the chain holds. */
export function CustomerAudit({ shownKey, fields }: CustomerAuditProps) {
  const t = useText('customer');
  const format = useFormat();
  const filter = { actions: ['customer.unmask' as const], object: shownKey };
  const { data, error, retry } = useKernel('audit.list', { offset: 0, limit: MOST_ENTRIES, filter }, { background: true });
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data) return <LoadingState />;
  const looks = data.entries.flatMap((entry) => lookOf(entry, shownKey));
  const nameOf = (tag: string) => fields.find((field) => field.tag === tag)?.name ?? tag;
  return (
    <div className="cus-panel">
      <Verdict />
      {looks.length === 0 ? <EmptyState title={t('auditNone')} /> : null}
      {looks.length > 0 ? (
        <table className="cus-table" aria-label={t('auditOf')} data-testid="customer-audit">
          <thead>
            <tr>
              <th scope="col">{t('auditTime')}</th>
              <th scope="col">{t('auditActor')}</th>
              <th scope="col">{t('auditField')}</th>
              <th scope="col">{t('reason')}</th>
            </tr>
          </thead>
          <tbody>
            {looks.map(({ seq, at, actor, field, reason }) => (
              <tr key={seq}>
                <td>{format.date(at)}</td>
                <td>{actor}</td>
                <td>{nameOf(field)}</td>
                <td>{reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </div>
  );
}

function Verdict() {
  const t = useText('customer');
  const format = useFormat();
  const { data } = useKernel('audit.verify', {}, { background: true });
  if (!data) return null;
  if (data.broken) return <Alert type="error" showIcon title={t('auditBroken', { seq: data.broken.seq })} />;
  return (
    <div className="hx-faint" title={data.head ?? ''} data-testid="customer-audit-valid">
      {t('auditValid', { n: format.exact(data.entries) })}
    </div>
  );
}

function lookOf({ action, detail, seq, at, actor }: AuditEntry, shownKey: string) {
  const read = action === 'customer.unmask' ? unmaskSchema.safeParse(JSON.parse(detail)) : null;
  return read?.success && read.data.customer === shownKey ? [{ seq, at, actor, ...read.data }] : [];
}
