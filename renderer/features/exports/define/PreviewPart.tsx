import { SaveOutlined, SendOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import type { ReactNode } from 'react';
import { type ExportPreview, type ExportSpec, gapsInExport } from '#shared/model/export';
import { useKernelAction } from '../../../engine/kernel';
import { saveReport } from '../../../engine/saveReport';
import { useFormat, useLanguage, useText } from '../../../text';
import { Card } from '../../../ui/Card';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { LoadingState } from '../../../ui/LoadingState';
import { useExportChoice } from '../exportChoice';
import { sealing } from '../sealing';
import { CoarserTable } from './CoarserTable';
import { RowsTable } from './RowsTable';
import { useExportPreview } from './useExportPreview';

/** What would leave and what it gives away, and the two ways out. */
export function PreviewPart({ spec }: { readonly spec: ExportSpec }) {
  const t = useText('exports');
  const { data, error, busy, retry } = useExportPreview(spec);
  const body = (): ReactNode => {
    if (error) return <ErrorNotice error={error} onRetry={retry} />;
    if (!data) return busy ? <LoadingState /> : <p className="hx-secondary">{t('nothingLeaves')}</p>;
    return <Preview spec={spec} preview={data} />;
  };
  return (
    <Card
      title={t('preview')}
      help={t('previewHelp')}
      testId="export-preview"
      actions={data && !error ? <Ways spec={spec} preview={data} /> : null}
    >
      {body()}
    </Card>
  );
}

function Preview({ spec, preview }: { readonly spec: ExportSpec; readonly preview: ExportPreview }) {
  const t = useText('exports');
  const format = useFormat();
  const { found, rows, canaries, withheld, suppressed, risk, near, columns, before, after, coarser } = preview;
  const left = withheld.filter(({ first }) => first > 0);
  return (
    <div className="exp-parts" data-testid="export-preview-answer" data-rows={rows} data-k={risk.k ?? ''}>
      <p>
        {t('counts', { found: format.exact(found), rows: format.exact(rows) })}
        {left.map(({ id, label, first }) => (
          <span key={id}>{` · ${t('withheldBy', { label: label || t('holdout'), n: format.exact(first) })}`}</span>
        ))}
        {canaries > 0 && ` · ${t('canariesAmong', { n: format.exact(canaries) })}`}
        {suppressed > 0 && ` · ${t('suppressed', { n: format.exact(suppressed) })}`}
      </p>
      <Why preview={preview} />
      {near.map(({ id, name, onlyHere, onlyThere }) => (
        <Alert
          key={id}
          type="warning"
          showIcon
          title={t('near', { id, name, here: format.exact(onlyHere), there: format.exact(onlyThere) })}
        />
      ))}
      <Risk preview={preview} measured={spec.quasi.length > 0} />
      {coarser.length > 0 && <CoarserTable spec={spec} steps={coarser} />}
      <RowsTable title={t('after')} columns={columns.map(({ name }) => name)} rows={after} testId="export-after" />
      <RowsTable title={t('before')} columns={columns.map(({ name }) => name)} rows={before} testId="export-before" />
    </div>
  );
}

/** Why somebody has to agree. */
function Why({ preview: { approval } }: { readonly preview: ExportPreview }) {
  const t = useText('exports');
  if (approval.length === 0) return <Alert type="success" showIcon title={t('free')} data-testid="export-free" />;
  const reasons = approval.map((reason) => t(`because.${reason}`)).join(t('comma'));
  return <Alert type="info" showIcon title={t('needsReview', { reasons })} data-testid="export-needs-review" />;
}

function Risk({ preview: { risk }, measured }: { readonly preview: ExportPreview; readonly measured: boolean }) {
  const t = useText('exports');
  const format = useFormat();
  if (!measured) return <p className="hx-secondary">{t('notMeasured')}</p>;
  const rate = (value: number | undefined) => (value === undefined ? t('none') : format.percent(value));
  const facts: readonly (readonly [string, string])[] = [
    [t('k'), t('kOf', { k: risk.k === null ? t('none') : format.exact(risk.k), limit: format.exact(risk.limit) })],
    [t('classes'), format.exact(risk.classes)],
    [t('unique'), format.exact(risk.unique)],
    [t('below'), format.exact(risk.below)],
    [t('prosecutor'), `${rate(risk.prosecutor?.most)} / ${rate(risk.prosecutor?.mean)}`],
    [t('journalist'), `${rate(risk.journalist?.most)} / ${rate(risk.journalist?.mean)}`],
    ...risk.sensitive.map(({ column, distinct, entropy, closeness }) => {
      return [t('diversity', { column }), `${distinct} / ${entropy.toFixed(1)} / ${closeness.toFixed(3)}`] as const;
    }),
  ];
  return (
    <dl className="exp-facts" data-testid="export-risk">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt className="hx-secondary">{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Written at once where nobody has to agree, else asked for. */
function Ways({ spec, preview: { approval, rows } }: { readonly spec: ExportSpec; readonly preview: ExportPreview }) {
  const t = useText('exports');
  const language = useLanguage();
  const write = useKernelAction('exports.write');
  const request = useKernelAction('exports.request');
  const gaps = gapsInExport(spec);
  const isFree = approval.length === 0;
  const go = (run: typeof write.run) =>
    saveReport('hxpkg', spec.name, async (file) => {
      const written = await sealing(spec.seal, spec.name, (sealed) => run({ spec, language, file, ...sealed }));
      if (written?.ok) useExportChoice.setState({ tab: 'history' });
      return written;
    });
  const missing = gaps.map((gap) => t(`gap.${gap}`)).join(t('comma'));
  return (
    <span className="exp-fields">
      {missing !== '' && <span className="exp-missing">{t('missing', { missing })}</span>}
      <Button
        icon={<SendOutlined />}
        type={isFree ? 'default' : 'primary'}
        disabled={missing !== '' || rows === 0}
        loading={request.busy}
        onClick={() => void go(request.run)}
        data-testid="export-request"
      >
        {t('request')}
      </Button>
      <Button
        icon={<SaveOutlined />}
        type={isFree ? 'primary' : 'default'}
        disabled={missing !== '' || rows === 0 || !isFree}
        loading={write.busy}
        onClick={() => void go(write.run)}
        data-testid="export-write"
      >
        {t('write')}
      </Button>
    </span>
  );
}
