import { FileTextOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useText } from '../../text';

export type ReportFormat = 'html' | 'pdf' | 'csv' | 'json';

interface ReportMenuProps<F extends ReportFormat> {
  readonly formats: readonly F[];
  readonly busy: boolean;
  readonly onChoose: (format: F) => Promise<void>;
  readonly testId: string;
}

/** What is looked at as a file for people without the product. */
export function ReportMenu<F extends ReportFormat>({ formats, busy, onChoose, testId }: ReportMenuProps<F>) {
  const t = useText('campaignResult');
  const items = formats.map((key) => ({ key, label: <span data-testid={`${testId}-${key}`}>{t(`report.${key}`)}</span> }));
  const choose = (key: string) => {
    const format = formats.find((each) => each === key);
    if (format) void onChoose(format);
  };
  return (
    <Dropdown menu={{ items, onClick: ({ key }) => choose(key) }}>
      <Button size="small" icon={<FileTextOutlined />} loading={busy} aria-haspopup="menu" data-testid={testId}>
        {t('report')}
      </Button>
    </Dropdown>
  );
}
