import { PRINTED } from '#shared/rpc/shell';
import { type KernelArgs, useKernelAction } from '../../../engine/kernel';
import { saveReport } from '../../../engine/saveReport';
import { useLanguage, useText } from '../../../text';
import { ReportMenu } from '../ReportMenu';

/** The ledger as a file, without numbers of few customers. */
export function LedgerReport({ spec }: Pick<KernelArgs<'reports.ledger'>, 'spec'>) {
  const t = useText('campaignLedger');
  const language = useLanguage();
  const { run, busy } = useKernelAction('reports.ledger');
  return (
    <ReportMenu
      formats={['html', 'pdf', 'csv', 'json']}
      busy={busy}
      onChoose={(format) =>
        saveReport(format, t('ledger'), (file) => run({ spec, format: format === 'pdf' ? PRINTED.pdf : format, language, file }))
      }
      testId="ledger-report"
    />
  );
}
