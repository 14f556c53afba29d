import type { EntityMap, KeyReport, SourceReport } from '#shared/model/entities';
import type { TableInfo } from '#shared/model/workspace';
import { useKernel } from '../../../engine/kernel';
import { useText } from '../../../text';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { LoadingState } from '../../../ui/LoadingState';
import { isBad, KeyReportCard } from '../KeyReportCard';
import { ExampleCustomer } from './ExampleCustomer';
import { columnsOf } from './fields';
import { isRefused, SourceReportCard } from './SourceReportCard';

interface EntitySideProps {
  readonly tables: readonly TableInfo[];
  readonly map: EntityMap;
  readonly onChange: (map: EntityMap) => void;
}

/** What the check of the map as it is found, what is bad first, and one customer through it. */
export function EntitySide({ tables, map, onChange }: EntitySideProps) {
  const t = useText('entities');
  const { data, error, busy, progress, retry } = useKernel('entities.check', { map }, { keep: true });
  if (error) {
    return (
      <aside className="hx-entities-side" aria-label={t('reports')} data-testid="entity-side">
        <ErrorNotice error={error} onRetry={retry} />
      </aside>
    );
  }
  const keyCard = (report: KeyReport) => (
    <KeyReportCard
      key={`${report.table}:${report.key}`}
      report={report}
      columns={columnsOf(tables, report.table)}
      map={map}
      onChange={onChange}
    />
  );
  const sourceCard = (report: SourceReport) => <SourceReportCard key={`${report.kind}:${report.source}`} report={report} />;
  const { reports = [], sources = [] } = data ?? {};
  return (
    <aside className="hx-entities-side" aria-label={t('reports')} aria-busy={busy} data-testid="entity-side">
      {busy ? <LoadingState label={t('checking')} progress={progress} /> : null}
      {reports.filter(isBad).map(keyCard)}
      {sources.filter(isRefused).map(sourceCard)}
      <ExampleCustomer map={map} />
      {reports.filter((report) => !isBad(report)).map(keyCard)}
      {sources.filter((report) => !isRefused(report)).map(sourceCard)}
    </aside>
  );
}
