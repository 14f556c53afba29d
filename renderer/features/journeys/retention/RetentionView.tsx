import { Segmented, Select } from 'antd';
import type { RetentionAnswer, RetentionSpec } from '#shared/model/retention';
import { useKernel } from '../../../engine/kernel';
import { useFormat, useText } from '../../../text';
import { CopyButton } from '../../../ui/CopyButton';
import { EmptyState } from '../../../ui/EmptyState';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { LoadingState } from '../../../ui/LoadingState';
import { PinButton } from '../../../ui/PinButton';
import { CohortTable } from './CohortTable';
import { RetentionCurves } from './RetentionCurves';
import { shownView, useRetentionChoice, type RetentionView as View, viewsOf } from './retentionChoice';
import type { CurveView } from './retentionCurves';
import { retentionTsv } from './retentionTsv';
import { useCellTexts } from './useCellTexts';

/** The answer: a summary, the cohorts as a table, and the same as curves. */
export function RetentionView({ spec }: { readonly spec: RetentionSpec }) {
  const t = useText('retention');
  const { data, error, retry, progress, cancel, busy } = useKernel('retention.compute', { spec }, { keep: true });
  const { level: chosen, view } = useRetentionChoice();
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data) return <LoadingState label={t('computing')} progress={progress} onCancel={cancel} />;
  const level = chosen !== null && data.levels?.[chosen] ? chosen : null;
  const table = level === null ? data : (data.levels?.[level] ?? data);
  return (
    <div className="ret-answer" data-stale={busy}>
      <Summary answer={data} />
      {data.cohorts.length === 0 ? (
        <EmptyState title={t('nobody')} description={t('nobodyHint')} />
      ) : (
        <>
          <Controls answer={data} spec={spec} level={level} />
          <CohortTable spec={spec} periods={data.periods} table={table} level={level} />
          {data.beyond > 0 && <p className="ret-note hx-faint">{t('beyond', { n: data.beyond })}</p>}
          <RetentionCurves {...{ spec, table, level }} answer={data} view={curveView(shownView(spec, view))} />
        </>
      )}
    </div>
  );
}

/** Counts are drawn as shares. */
function curveView(view: View): CurveView {
  return view === 'count' ? 'share' : view;
}

function Summary({ answer: { customers } }: { readonly answer: RetentionAnswer }) {
  const t = useText('retention');
  const format = useFormat();
  return (
    <p className="ret-summary" data-testid="retention-summary" data-n={customers.inRange}>
      {t('summary', {
        asked: format.exact(customers.asked),
        started: format.exact(customers.started),
        inRange: format.exact(customers.inRange),
      })}
    </p>
  );
}

interface ControlsProps {
  readonly answer: RetentionAnswer;
  readonly spec: RetentionSpec;
  readonly level: number | null;
}

function Controls({ answer, spec, level }: ControlsProps) {
  const t = useText('retention');
  const texts = useCellTexts(spec);
  const view = useRetentionChoice((choice) => choice.view);
  const views = viewsOf(spec);
  const shown = shownView(spec, view);
  const table = level === null ? answer : (answer.levels?.[level] ?? answer);
  return (
    <div className="hx-pickers">
      <Segmented<View>
        size="small"
        aria-label={t('view')}
        value={shown}
        onChange={(chosen) => useRetentionChoice.setState({ view: chosen })}
        options={views.map((value) => ({
          value,
          label: <span data-testid={`retention-view-${value}`}>{t(`view.${value}`)}</span>,
        }))}
      />
      {answer.levels && (
        <Select<number>
          size="small"
          className="hx-picker-select"
          popupMatchSelectWidth={false}
          aria-label={t('level')}
          value={level ?? -1}
          options={[
            { value: -1, label: t('allLevels') },
            ...answer.levels.map((each, at) => ({ value: at, label: texts.level(each) })),
          ]}
          onChange={(chosen) => useRetentionChoice.setState({ level: chosen < 0 ? null : chosen })}
          data-testid="retention-level"
        />
      )}
      {answer.hiddenLevels ? <span className="hx-faint">{t('hiddenLevels', { n: answer.hiddenLevels })}</span> : null}
      <CopyButton
        size="small"
        label={t('copyTable')}
        text={() =>
          retentionTsv(table, answer.periods, shown, {
            cohort: t('cohort'),
            size: t('size'),
            average: t('average'),
            period: texts.period,
          })
        }
        testId="retention-copy"
      />
      <PinButton
        name={t('curves.share')}
        pinned={() => ({ kind: 'retention', spec, view: curveView(shown) })}
        testId="retention-pin"
      />
      <CopyButton size="small" label={t('copySpec')} text={() => JSON.stringify(spec, null, 2)} testId="retention-copy-spec" />
    </div>
  );
}
