import { Table, type TableColumnsType } from 'antd';
import type { PathAnswer, PathSequence } from '#shared/model/path';
import { useFormat, useText } from '../../../text';
import { CopyButton } from '../../../ui/CopyButton';
import { usePlaceName } from './pathNames';

/** Whole paths, the most frequent first. */
export function PathSequences({ answer: { sequences, distinctSequences } }: { readonly answer: PathAnswer }) {
  const t = useText('paths');
  const format = useFormat();
  const nameOf = usePlaceName();
  const written = ({ steps }: PathSequence) => steps.map(nameOf).join(' → ');
  const columns: TableColumnsType<PathSequence> = [
    { title: t('sequence'), key: 'steps', render: (_, sequence) => written(sequence) },
    { title: t('paths'), key: 'count', align: 'right', render: (_, { count }) => format.exact(count) },
    {
      title: t('support'),
      key: 'support',
      align: 'right',
      render: (_, { support }) => <span title={String(support)}>{format.percent(support, 2)}</span>,
    },
  ];
  const copied = () => {
    const rows = sequences.map((sequence) => [written(sequence).replaceAll(/[\t\r\n]/g, ' '), sequence.count, sequence.support]);
    return [[t('sequence'), t('paths'), t('support')], ...rows].map((row) => row.join('\t')).join('\n');
  };
  return (
    <section aria-label={t('sequences')}>
      <div className="pth-bar">
        <h3>{t('sequences')}</h3>
        <span className="hx-secondary">
          {t('distinct', { n: format.exact(distinctSequences), shown: format.exact(sequences.length) })}
        </span>
        <CopyButton size="small" type="text" label={t('copy')} text={copied} testId="paths-copy-sequences" />
      </div>
      <Table<PathSequence>
        size="small"
        rowKey={(sequence) => JSON.stringify(sequence.steps)}
        columns={columns}
        dataSource={[...sequences]}
        pagination={{ defaultPageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
        scroll={{ x: 'max-content' }}
        data-testid="paths-sequences"
      />
    </section>
  );
}
