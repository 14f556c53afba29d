import { FileTextOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useText } from '../../text';
import { REPORTS, useReport } from './useReport';

/** The portrait as a file for people without the product. */
export function ReportButton() {
  const t = useText('portraits');
  const { save, busy } = useReport();
  return (
    <Dropdown
      menu={{
        items: REPORTS.map((purpose) => ({
          key: purpose,
          label: <span data-testid={`portrait-report-${purpose}`}>{t(`report.${purpose}`)}</span>,
          onClick: () => void save({ purpose }),
        })),
      }}
    >
      <Button icon={<FileTextOutlined />} loading={busy} aria-haspopup="menu" data-testid="portrait-report">
        {t('report')}
      </Button>
    </Dropdown>
  );
}
