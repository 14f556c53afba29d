import { FileTextOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ExportedRefusals } from '#shared/model/refusal';
import { useKernel, useKernelAction } from '../../engine/kernel';
import { saveReport } from '../../engine/saveReport';
import { useFormat, useText } from '../../text';
import { Card } from '../../ui/Card';
import { ErrorNotice } from '../../ui/ErrorNotice';

/** Who refuses by now and left before, package by package; nothing where there is nobody. */
export function RefusalsCard() {
  const t = useText('exports');
  const { data, error, retry } = useKernel('refusals.list', {}, { background: true });
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data || data.length === 0) return null;
  return (
    <Card title={t('refusals')} help={t('refusalsHelp')} testId="export-refusals">
      {data.map((refusals) => (
        <Refusals key={refusals.export} refusals={refusals} />
      ))}
    </Card>
  );
}

function Refusals({ refusals }: { readonly refusals: ExportedRefusals }) {
  const t = useText('exports');
  const format = useFormat();
  const { run, busy } = useKernelAction('refusals.write');
  const { export: id, name, recipient, at, n, rules, byPseudonym } = refusals;
  const listed = rules.map((rule) => t('ruleOf', { label: rule.label, n: format.exact(rule.n) })).join(t('comma'));
  const said = { export: id, name, recipient: recipient.name, at: format.date(at), n: format.exact(n), rules: listed };
  return (
    <div className="exp-fields">
      <span data-testid={`export-refused-${id}`}>{t('refusalOf', said)}</span>
      {byPseudonym ? (
        <Button
          size="small"
          icon={<FileTextOutlined />}
          loading={busy}
          onClick={() => void saveReport('csv', t('requestName', { export: id }), (file) => run({ id, file }))}
          data-testid={`export-refused-write-${id}`}
        >
          {t('writeRequest')}
        </Button>
      ) : (
        <span className="hx-secondary">{t('noPseudonyms')}</span>
      )}
    </div>
  );
}
