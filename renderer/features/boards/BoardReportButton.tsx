import { FileTextOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import type { Board } from '#shared/model/board';
import { PRINTED } from '#shared/rpc/shell';
import { useKernelAction } from '../../engine/kernel';
import { saveReport } from '../../engine/saveReport';
import { useLanguage, useText } from '../../text';

const FORMATS = ['html', 'pdf', 'xlsx', 'pptx'] as const;
type Format = (typeof FORMATS)[number];

/** The board as a file for people without the product. */
export function BoardReportButton({ board: { id, name, items } }: { readonly board: Board }) {
  const t = useText('boards');
  const language = useLanguage();
  const { run, busy } = useKernelAction('reports.board');
  const save = (format: Format) =>
    saveReport(format, name, (file) => run({ board: id, format: format === 'pdf' ? PRINTED.pdf : format, language, file }));
  return (
    <Dropdown
      disabled={items.length === 0}
      menu={{
        items: FORMATS.map((key) => ({ key, label: <span data-testid={`board-report-${key}`}>{t(`report.${key}`)}</span> })),
        onClick: ({ key }) => void save(key as Format),
      }}
    >
      <Button icon={<FileTextOutlined />} loading={busy} aria-haspopup="menu" data-testid="board-report">
        {t('report')}
      </Button>
    </Dropdown>
  );
}
