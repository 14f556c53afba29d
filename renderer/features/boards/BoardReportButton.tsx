import { FileTextOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import type { Board } from '#shared/model/board';
import { useKernelAction } from '../../engine/kernel';
import { saveReport } from '../../engine/saveReport';
import { useLanguage, useText } from '../../text';

const FORMATS = ['html', 'pdf'] as const;

/** The board as a file for people without the product. */
export function BoardReportButton({ board: { id, name, items } }: { readonly board: Board }) {
  const t = useText('boards');
  const language = useLanguage();
  const { run, busy } = useKernelAction('reports.board');
  const save = (format: (typeof FORMATS)[number]) => saveReport(format, name, (file) => run({ board: id, language, file }));
  return (
    <Dropdown
      disabled={items.length === 0}
      menu={{
        items: FORMATS.map((key) => ({ key, label: <span data-testid={`board-report-${key}`}>{t(`report.${key}`)}</span> })),
        onClick: ({ key }) => void save(key === 'pdf' ? 'pdf' : 'html'),
      }}
    >
      <Button icon={<FileTextOutlined />} loading={busy} aria-haspopup="menu" data-testid="board-report">
        {t('report')}
      </Button>
    </Dropdown>
  );
}
