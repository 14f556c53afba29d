import { FileTextOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useText } from '../../text';
import { type Reported, useReport } from './useReport';

const FILES = ['html', 'pdf', 'xlsx'] as const;

/** The portrait as a file for people without the product. */
export function ReportButton(reported: Reported) {
  const t = useText('portraits');
  const { save, busy } = useReport(reported);
  return (
    <Dropdown
      menu={{
        items: FILES.map((file) => ({
          key: file,
          label: <span data-testid={`portrait-report-${file}`}>{t(`report.${file}`)}</span>,
          onClick: () => void save(file),
        })),
      }}
    >
      <Button icon={<FileTextOutlined />} loading={busy} aria-haspopup="menu" data-testid="portrait-report">
        {t('report')}
      </Button>
    </Dropdown>
  );
}
