import { DeleteOutlined } from '@ant-design/icons';
import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import type { Audience } from '#shared/model/audience';
import { useKernel, useKernelAction } from '../../engine/kernel';
import { notifyError } from '../../engine/notices';
import { useFormat, useText } from '../../text';
import { ErrorNotice } from '../../ui/ErrorNotice';

/** The audiences that were fixed, and on demand who joined and left since. */
export function AudienceList() {
  const t = useText('segments');
  const { data, error } = useKernel('audiences.list', {}, { keep: true });
  if (error) return <ErrorNotice error={error} />;
  return (
    <section className="seg-card" aria-label={t('audiences')} data-testid="audience-list">
      <div className="seg-panel-title">{t('audiences')}</div>
      {data?.length === 0 && <div className="hx-faint">{t('audiencesEmpty')}</div>}
      <ul>
        {data?.map((audience) => (
          <AudienceItem key={audience.id} audience={audience} />
        ))}
      </ul>
    </section>
  );
}

function AudienceItem({ audience }: { readonly audience: Audience }) {
  const t = useText('segments');
  const format = useFormat();
  const [isCompared, setCompared] = useState(false);
  const { name, n, reason, asOf, dataVersion, memberHash, frozenAt } = audience;
  return (
    <li className="seg-audience" data-testid={`audience-${audience.id}`}>
      <div className="seg-audience-line">
        <span>
          <strong>{name}</strong> {t('customersN', { n: format.exact(n) })}
        </span>
        <span className="hx-faint seg-small">
          {t('frozenAt', { time: format.date(frozenAt), version: dataVersion, asOf })} ·{' '}
          <span title={memberHash}>{memberHash.slice(0, 12)}</span>
          {reason === '' ? '' : ` · ${reason}`}
        </span>
        <Button size="small" onClick={() => setCompared(!isCompared)} aria-expanded={isCompared} data-testid="audience-compare">
          {t('joinedAndLeft')}
        </Button>
        <RemoveAudience audience={audience} />
      </div>
      {isCompared && <Change id={audience.id} />}
    </li>
  );
}

const SHOWN = 5;

function Change({ id }: { readonly id: string }) {
  const t = useText('segments');
  const format = useFormat();
  const { data, error } = useKernel('audiences.change', { id });
  if (error) return <ErrorNotice error={error} />;
  if (!data) return <div className="hx-faint">…</div>;
  const keys = (change: 'joined' | 'left') =>
    data.examples
      .filter((example) => example.change === change)
      .slice(0, SHOWN)
      .map(({ key }) => key)
      .join(t('comma'));
  return (
    <div className="seg-small" data-testid="audience-change">
      <div>{t('sizeThenNow', { before: format.exact(data.before), after: format.exact(data.after) })}</div>
      <div>
        {t('joinedN', { n: format.exact(data.joined) })} <span className="hx-faint">{keys('joined')}</span>
      </div>
      <div>
        {t('leftN', { n: format.exact(data.left), gone: format.exact(data.gone) })}{' '}
        <span className="hx-faint">{keys('left')}</span>
      </div>
    </div>
  );
}

function RemoveAudience({ audience: { id, name } }: { readonly audience: Audience }) {
  const t = useText('segments');
  const common = useText('common');
  const { run, busy } = useKernelAction('audiences.remove');
  const remove = async () => {
    const result = await run({ id });
    if (!result.ok) notifyError(result.error);
  };
  return (
    <Popconfirm title={t('deleteConfirm', { name })} okText={common('delete')} cancelText={common('cancel')} onConfirm={remove}>
      <Button size="small" type="text" icon={<DeleteOutlined />} loading={busy} aria-label={t('deleteSegment', { name })} />
    </Popconfirm>
  );
}
