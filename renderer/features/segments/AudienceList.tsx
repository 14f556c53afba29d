import { DeleteOutlined, DownOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Popconfirm, Select, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import type { Audience } from '#shared/model/audience';
import { useKernel, useKernelAction } from '../../engine/kernel';
import { notifyError } from '../../engine/notices';
import { useFormat, useText } from '../../text';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { AudienceComparison } from './AudienceComparison';
import { ResultBadge } from './ResultBadge';

const PAGE = 10;
const NO_AUDIENCES: readonly Audience[] = [];

/** The audiences that were fixed, of all segments or of one, each with who joined and left since. */
export function AudienceList() {
  const t = useText('segments');
  const { data = NO_AUDIENCES, error, busy } = useKernel('audiences.list', {}, { keep: true });
  const [segment, setSegment] = useState('');
  const columns = useColumns();
  if (error) return <ErrorNotice error={error} />;
  const names = new Map(data.map((audience) => [audience.segment.id, audience.segment.name]));
  const shown = data.filter((audience) => segment === '' || audience.segment.id === segment);
  return (
    <section className="seg-card" aria-label={t('audiences')} data-testid="audience-list">
      <div className="seg-audience-head">
        <div className="seg-panel-title">{t('audiences')}</div>
        {names.size > 1 && (
          <Select
            size="small"
            popupMatchSelectWidth={false}
            aria-label={t('audienceOf')}
            value={segment}
            options={[{ value: '', label: t('everySegment') }, ...[...names].map(([value, label]) => ({ value, label }))]}
            onChange={setSegment}
            data-testid="audience-segment"
          />
        )}
      </div>
      {data.length === 0 && !busy ? (
        <div className="hx-faint">{t('audiencesEmpty')}</div>
      ) : (
        <Table<Audience>
          size="small"
          rowKey="id"
          loading={busy && data.length === 0}
          pagination={shown.length > PAGE ? { pageSize: PAGE } : false}
          columns={columns}
          dataSource={shown}
          expandable={{
            expandedRowRender: (audience) => <AudienceComparison audience={audience} audiences={data} />,
            columnTitle: <span className="hx-visually-hidden">{t('compare')}</span>,
            expandIcon: ({ expanded, onExpand, record }) => (
              <Button
                size="small"
                type="text"
                icon={expanded ? <DownOutlined /> : <RightOutlined />}
                aria-expanded={expanded}
                aria-label={t('compareAudience', { name: record.name })}
                onClick={(event) => onExpand(record, event)}
                data-testid="audience-compare"
              />
            ),
          }}
          onRow={({ id }) => ({ 'data-testid': `audience-${id}` }) as object}
        />
      )}
    </section>
  );
}

const SHOWN_HASH = 12;

function useColumns(): TableColumnsType<Audience> {
  const classes = useText('classes');
  const t = useText('segments');
  const format = useFormat();
  return [
    { title: t('audienceName'), key: 'name', dataIndex: 'name', sorter: (a, b) => a.name.localeCompare(b.name) },
    { title: classes('class'), key: 'class', render: (_, { id }) => <ResultBadge kind="audience" id={id} /> },
    { title: t('audienceOf'), key: 'segment', render: (_, { segment, version }) => `${segment.name} · ${version ?? '–'}` },
    {
      title: t('size'),
      key: 'n',
      align: 'right',
      sorter: (a, b) => a.n - b.n,
      render: (_, { n }) => format.exact(n),
    },
    {
      title: t('share'),
      key: 'share',
      align: 'right',
      render: (_, { n, base }) => (base === 0 ? '–' : format.percent(n / base, 2)),
    },
    { title: t('dataVersion'), key: 'dataVersion', align: 'right', dataIndex: 'dataVersion' },
    { title: t('asOfColumn'), key: 'asOf', dataIndex: 'asOf', className: 'seg-day' },
    {
      title: t('memberHash'),
      key: 'hash',
      render: (_, { memberHash }) => <code title={memberHash}>{memberHash.slice(0, SHOWN_HASH)}</code>,
    },
    { title: t('reason'), key: 'reason', dataIndex: 'reason' },
    {
      title: t('frozenWhen'),
      key: 'frozenAt',
      className: 'seg-day',
      sorter: (a, b) => a.frozenAt.localeCompare(b.frozenAt),
      render: (_, { frozenAt }) => format.date(frozenAt),
    },
    { title: '', key: 'remove', render: (_, audience) => <RemoveAudience audience={audience} /> },
  ];
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
    <Popconfirm
      title={t('deleteAudienceConfirm', { name })}
      okText={common('delete')}
      cancelText={common('cancel')}
      onConfirm={remove}
    >
      <Button size="small" type="text" icon={<DeleteOutlined />} loading={busy} aria-label={t('deleteSegment', { name })} />
    </Popconfirm>
  );
}
