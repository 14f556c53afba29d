import { FolderOpenOutlined } from '@ant-design/icons';
import { Button, Tag as Chip, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import type { ListTrace, PackageTrace } from '#shared/model/listTrace';
import { useKernelAction } from '../../engine/kernel';
import { notifyError } from '../../engine/notices';
import { callShell } from '../../engine/shell';
import { useFormat, useText } from '../../text';
import { Card } from '../../ui/Card';

const COLOURS = { certain: 'error', likely: 'warning', possible: 'default' } as const;

interface Traced {
  readonly name: string;
  readonly trace: ListTrace;
}

/** Whose list a file that was found somewhere is. */
export function TraceCard() {
  const t = useText('exports');
  const { run, busy } = useKernelAction('exports.trace');
  const [traced, setTraced] = useState<Traced | null>(null);
  const choose = async () => {
    const chosen = await callShell('files.choose', { purpose: 'list' });
    if (!chosen.ok) return notifyError(chosen.error);
    const [file] = chosen.value ?? [];
    if (!file) return;
    const answer = await run({ file: file.token });
    if (!answer.ok) return notifyError(answer.error);
    setTraced({ name: file.name, trace: answer.value });
  };
  return (
    <Card
      title={t('trace')}
      help={t('traceHelp')}
      testId="export-trace"
      actions={
        <Button icon={<FolderOpenOutlined />} loading={busy} onClick={() => void choose()} data-testid="export-trace-choose">
          {t('traceChoose')}
        </Button>
      }
    >
      {traced ? <Found {...traced} /> : <p className="hx-secondary">{t('traceNone')}</p>}
    </Card>
  );
}

function Found({ name, trace: { rows, customers, canaries, packages } }: Traced) {
  const t = useText('exports');
  const format = useFormat();
  const said = { name, rows: format.exact(rows), customers: format.exact(customers), canaries: format.exact(canaries) };
  return (
    <div className="exp-parts">
      <p data-testid="export-traced">{t('traced', said)}</p>
      {packages.length === 0 ? <p className="hx-secondary">{t('traceNobody')}</p> : <Packages packages={packages} />}
    </div>
  );
}

function Packages({ packages }: { readonly packages: readonly PackageTrace[] }) {
  const t = useText('exports');
  const format = useFormat();
  const part = ({ found, of }: { readonly found: number; readonly of: number }) => {
    return of === 0 ? t('none') : t('foundOf', { found: format.exact(found), of: format.exact(of) });
  };
  const columns: TableColumnsType<PackageTrace> = [
    {
      key: 'verdict',
      title: t('verdict'),
      render: (_, { verdict }) => <Chip color={COLOURS[verdict]}>{t(`verdict.${verdict}`)}</Chip>,
    },
    { key: 'id', title: t('export'), render: (_, { id, name }) => `${id} ${name}` },
    {
      key: 'recipient',
      title: t('recipient'),
      render: (_, { recipient }) => `${recipient.name} (${t(`kind.${recipient.kind}`)})`,
    },
    { key: 'at', title: t('at'), render: (_, { at }) => format.date(at) },
    { key: 'canaries', title: t('canaries'), align: 'right', render: (_, { canaries }) => part(canaries) },
    { key: 'customers', title: t('customers'), align: 'right', render: (_, each) => part(each.customers) },
    {
      key: 'order',
      title: t('order'),
      align: 'right',
      render: (_, { order: { pairs, inOrder } }) => (pairs === 0 ? t('none') : format.percent(inOrder / pairs)),
    },
    { key: 'called', title: t('called'), render: (_, { byPseudonym }) => (byPseudonym ? t('ownPseudonyms') : '') },
  ];
  return (
    <Table<PackageTrace>
      size="small"
      rowKey="id"
      columns={columns}
      dataSource={[...packages]}
      pagination={{ size: 'small', pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
      scroll={{ x: 'max-content' }}
      onRow={({ id, verdict }) => ({ 'data-testid': `export-trace-${id}`, 'data-verdict': verdict }) as object}
    />
  );
}
