import type { ExperimentSpec } from '#shared/model/experiment';
import { experimentTitle } from '#shared/report/experimentHtml';
import { useKernelAction } from '../../../engine/kernel';
import { saveReport } from '../../../engine/saveReport';
import { useLanguage } from '../../../text';
import { ReportMenu } from '../ReportMenu';

/** The result as a file for people without the product. */
export function ReportButton({ spec }: { readonly spec: ExperimentSpec }) {
  const language = useLanguage();
  const { run, busy } = useKernelAction('reports.experiment');
  return (
    <ReportMenu
      formats={['html', 'pdf']}
      busy={busy}
      onChoose={(format) =>
        saveReport(format, experimentTitle({ spec, name: '' }, language), (file) => run({ spec, language, file }))
      }
      testId="result-report"
    />
  );
}
