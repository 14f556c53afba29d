import { Button } from 'antd';
import { useState } from 'react';
import type { EntitiesAnswer, EntityMap, KeyReport } from '#shared/model/entities';
import type { HuaxiangError } from '#shared/model/result';
import type { TableInfo } from '#shared/model/workspace';
import { useKernel, useKernelAction } from '../../engine/kernel';
import { notify } from '../../engine/notices';
import { useText } from '../../text';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { LoadingState } from '../../ui/LoadingState';
import { useDataView } from './dataView';
import { EntitiesForm } from './EntitiesForm';
import { emptyMap } from './entityDraft';
import { isBad, KeyReportCard } from './KeyReportCard';
import { likelyKey } from './likelyKey';
import './entities.css';

/** Says which table holds the customers and which column names them; keys are checked before anything changes. */
export function EntitiesEditor({ tables }: { readonly tables: readonly TableInfo[] }) {
  const { data: saved, error, retry } = useKernel('entities.get', {});
  const draft = useDataView((view) => view.draft);
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!saved) return <LoadingState />;
  return <Editor tables={tables} saved={saved} map={draft ?? saved.map ?? firstMap(tables)} />;
}

interface EditorProps {
  readonly tables: readonly TableInfo[];
  readonly saved: EntitiesAnswer;
  readonly map: EntityMap;
}

function Editor({ tables, saved, map }: EditorProps) {
  const t = useText('data');
  const [error, setError] = useState<HuaxiangError>();
  const [checked, setChecked] = useState<EntitiesAnswer>();
  const check = useKernelAction('entities.check');
  const apply = useKernelAction('entities.apply');
  const change = (draft: EntityMap) => {
    useDataView.setState({ draft });
    setError(undefined);
  };
  const runCheck = async () => {
    const result = await check.run({ map });
    if (result.ok) setChecked(result.value);
    setError(result.ok ? undefined : result.error);
  };
  const runApply = async () => {
    const result = await apply.run({ map });
    if (result.ok) {
      useDataView.setState({ draft: null });
      setChecked(undefined);
      notify({ kind: 'success', text: 'saved' });
    } else if (result.error.code === 'KEY_VIOLATION') await runCheck();
    setError(result.ok ? undefined : result.error);
  };
  const reports = (checked ?? saved).reports;
  const show = (report: KeyReport) => (
    <KeyReportCard
      key={`${report.table}:${report.key}`}
      report={report}
      columns={tables.find(({ name }) => name === report.table)?.columns ?? []}
      map={map}
      onChange={change}
    />
  );
  return (
    <section className="hx-entities" aria-label={t('entities')} data-testid="entities-editor">
      <header className="hx-entities-head">
        <div>
          <h2>{t('entities')}</h2>
          <p className="hx-secondary">{t('entitiesText')}</p>
        </div>
        <div className="hx-table-actions">
          <Button loading={check.busy} onClick={() => void runCheck()} data-testid="entities-check">
            {t('checkKeys')}
          </Button>
          <Button type="primary" loading={apply.busy} onClick={() => void runApply()} data-testid="entities-apply">
            {t('applyEntities')}
          </Button>
        </div>
      </header>
      {error ? <ErrorNotice error={error} /> : null}
      {reports.filter(isBad).map(show)}
      <EntitiesForm tables={tables} map={map} asOf={saved.asOf} onChange={change} />
      {reports.filter((report) => !isBad(report)).map(show)}
    </section>
  );
}

function firstMap(tables: readonly TableInfo[]): EntityMap {
  const keyed = tables.find(({ columns }) => likelyKey(columns) !== undefined) ?? tables[0];
  return emptyMap(keyed?.name ?? '', (keyed && likelyKey(keyed.columns)) ?? { line: true });
}
