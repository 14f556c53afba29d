import { Alert } from 'antd';
import { useCallback, useMemo } from 'react';
import { isInsufficient } from '#shared/model/findings';
import type { MigrationAnswer, MigrationSpec } from '#shared/model/migration';
import { useKernel } from '../../engine/kernel';
import { useFormat, useText } from '../../text';
import { Chart } from '../../ui/Chart';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { HelpTip } from '../../ui/HelpTip';
import { LoadingState } from '../../ui/LoadingState';
import { useLook } from '../../ui/look';
import { PinButton } from '../../ui/PinButton';
import { paletteOf, SERIES_DARK, SERIES_LIGHT } from '../../ui/palette';
import { momentText } from './changeChoice';
import { MigrationMatrix } from './MigrationMatrix';
import { migrationChart, migrationHeight } from './migrationChart';
import { useStageName } from './stageName';

interface MigrationViewProps {
  readonly spec: MigrationSpec;
  /** Where it is pinned already. */
  readonly onBoard?: boolean;
}

/** The moves between two moments as a picture and as a matrix, and how much the shares drifted. */
export function MigrationView({ spec, onBoard = false }: MigrationViewProps) {
  const t = useText('migration');
  const { data, error, retry, progress, cancel, busy } = useKernel('insight.migration', { spec }, { keep: true });
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data) return <LoadingState label={t('computing')} progress={progress} onCancel={cancel} />;
  if (data.n === 0) return <EmptyState title={t('nobody')} description={t('nobodyHint')} />;
  return (
    <div className="ins-answer" data-stale={busy} data-testid="migration">
      <div className="ins-bar">
        <Summary answer={data} />
        {!onBoard && (
          <PinButton name={data.tag.name} pinned={() => ({ kind: 'migration', spec })} testId="insight-pin-migration" />
        )}
      </div>
      {data.asToday.length > 0 && (
        <Alert type="info" showIcon title={t('asToday', { columns: data.asToday.join(', ') })} data-testid="migration-as-today" />
      )}
      <Flow answer={data} />
      <MigrationMatrix answer={data} />
    </div>
  );
}

function Summary({ answer }: { readonly answer: MigrationAnswer }) {
  const t = useText('migration');
  const format = useFormat();
  const { n, moved, members, gone, drift, from, to } = answer;
  const exact = (values: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, format.exact(value)]));
  return (
    <>
      <strong>{`${momentText(from)} → ${momentText(to)}`}</strong>
      <span data-testid="migration-n" data-n={n} data-moved={moved}>
        {t('summary', { ...exact({ n, moved }), share: format.percent(moved / n, 1) })}
      </span>
      {members && <span className="hx-secondary">{t('members', exact({ ...members }))}</span>}
      {gone > 0 && <span className="hx-secondary">{t('gone', { n: format.exact(gone) })}</span>}
      {isInsufficient(drift) ? (
        <span className="hx-faint">{t('insufficient')}</span>
      ) : (
        <span className={`ins-drift-${drift.level}`} data-testid="migration-drift" data-level={drift.level}>
          {t('driftIs', { index: format.decimal(drift.index, 3), level: t(`drift.${drift.level}`) })}
          <HelpTip text={t('drift')} />
        </span>
      )}
    </>
  );
}

function Flow({ answer }: { readonly answer: MigrationAnswer }) {
  const t = useText('migration');
  const format = useFormat();
  const dark = useLook((look) => look.dark);
  const nameOf = useStageName();
  const move = useCallback((from: string, to: string, n: number) => t('move', { from, to, n: format.exact(n) }), [t, format]);
  const option = useMemo(
    () =>
      migrationChart(answer, {
        nameOf,
        exact: format.exact,
        move,
        colors: dark ? SERIES_DARK : SERIES_LIGHT,
        text: paletteOf(dark).text,
      }),
    [answer, nameOf, format, move, dark],
  );
  const spoken = answer.moves.map(({ from, to, n }) => {
    const [then, now] = [answer.stages[from], answer.stages[to]];
    return then && now ? move(nameOf(then), nameOf(now), n) : '';
  });
  const label = t('sankey', {
    tag: answer.tag.name,
    from: momentText(answer.from),
    to: momentText(answer.to),
    moves: spoken.join('; '),
  });
  return <Chart option={option} height={migrationHeight(answer)} label={label} />;
}
