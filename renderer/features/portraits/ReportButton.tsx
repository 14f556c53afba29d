import { FileTextOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import type { PortraitSpec } from '#shared/model/portrait';
import { useKernelAction } from '../../engine/kernel';
import { notify, notifyError } from '../../engine/notices';
import { callShell } from '../../engine/shell';
import { useLanguage, useText } from '../../text';

interface ReportButtonProps {
  readonly spec: Pick<PortraitSpec, 'segment' | 'base' | 'tags'>;
  /** What the segment is called. */
  readonly name: string;
}

/** The portrait as a file for people without the product. */
export function ReportButton({ spec, name }: ReportButtonProps) {
  const t = useText('portraits');
  const language = useLanguage();
  const { run, busy } = useKernelAction('reports.portrait');
  const save = async (format: 'html' | 'xlsx') => {
    const chosen = await callShell('files.chooseNew', { purpose: format, suggestedName: `${t('title')} ${name}` });
    if (!chosen.ok) return notifyError(chosen.error);
    if (chosen.value === null) return;
    const result = await run({ spec, name, format, language, file: chosen.value.token });
    if (result.ok) notify({ kind: 'success', text: 'reportSaved', params: { name: chosen.value.name } });
    else notifyError(result.error);
  };
  return (
    <Dropdown
      menu={{
        items: (['html', 'xlsx'] as const).map((key) => ({
          key,
          label: <span data-testid={`portrait-report-${key}`}>{t(`report.${key}`)}</span>,
        })),
        onClick: ({ key }) => void save(key === 'xlsx' ? 'xlsx' : 'html'),
      }}
    >
      <Button icon={<FileTextOutlined />} loading={busy} aria-haspopup="menu" data-testid="portrait-report">
        {t('report')}
      </Button>
    </Dropdown>
  );
}
