import { FileTextOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import type { ExperimentSpec } from '#shared/model/experiment';
import { experimentTitle } from '#shared/report/experimentHtml';
import { useKernelAction } from '../../../engine/kernel';
import { saveReport } from '../../../engine/saveReport';
import { useLanguage, useText } from '../../../text';

const FORMATS = ['html', 'pdf'] as const;
type Format = (typeof FORMATS)[number];

/** The result as a file for people without the product. */
export function ReportButton({ spec }: { readonly spec: ExperimentSpec }) {
  const t = useText('campaignResult');
  const language = useLanguage();
  const { run, busy } = useKernelAction('reports.experiment');
  const save = (format: Format) =>
    saveReport(format, experimentTitle({ spec, name: '' }, language), (file) => run({ spec, language, file }));
  return (
    <Dropdown
      menu={{
        items: FORMATS.map((key) => ({ key, label: <span data-testid={`result-report-${key}`}>{t(`report.${key}`)}</span> })),
        onClick: ({ key }) => void save(key as Format),
      }}
    >
      <Button size="small" icon={<FileTextOutlined />} loading={busy} aria-haspopup="menu" data-testid="result-report">
        {t('report')}
      </Button>
    </Dropdown>
  );
}
