import { Segmented, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import type { ExperimentSpec } from '#shared/model/experiment';
import type { ExperimentCurve, ExperimentCurves } from '#shared/model/experimentCurves';
import { useKernel } from '../../../../engine/kernel';
import { useText } from '../../../../text';
import { useNearView } from '../../../../ui/nearView';
import { useExperimentWriter } from '../../useExperimentWriter';
import { HintedCells } from '../HintedCells';
import { LateCard } from '../LateCard';
import { CurveView } from './CurveView';
import { CURVE_SCALES, type CurveScale } from './curveLines';
import { persistenceTable } from './timeTables';

/** How the result came about day by day, and how long it lasts; asked once it is come near to. */
export function TimeCard({ spec }: { readonly spec: ExperimentSpec }) {
  const t = useText('campaignTime');
  const [place, isNear] = useNearView();
  const asked = useKernel('experiments.curves', { spec }, { keep: true, enabled: isNear });
  const { data } = asked;
  const [chosen, choose] = useState(0);
  const [scale, setScale] = useState<CurveScale>('lift');
  const curve = data?.curves[chosen] ?? data?.curves[0];
  return (
    <LateCard
      asked={asked}
      place={place}
      computing={t('computing')}
      title={t('overTime')}
      help={t('overTimeHelp')}
      testId="result-time"
      actions={curve && data && <Choices curves={data.curves} curve={curve} choose={choose} scale={scale} setScale={setScale} />}
    >
      {data && <Answered spec={spec} found={data} curve={curve} scale={scale} />}
    </LateCard>
  );
}

interface ChoicesProps {
  readonly curves: readonly ExperimentCurve[];
  readonly curve: ExperimentCurve;
  readonly choose: (at: number) => void;
  readonly scale: CurveScale;
  readonly setScale: (scale: CurveScale) => void;
}

function Choices({ curves, curve, choose, scale, setScale }: ChoicesProps) {
  const t = useText('campaignTime');
  return (
    <span className="cmp-choices">
      {curves.length > 1 && (
        <Select<number>
          size="small"
          popupMatchSelectWidth={false}
          aria-label={t('curve')}
          value={curves.indexOf(curve)}
          options={curves.map((each, value) => ({ value, label: `${each.metric} · ${each.variant}` }))}
          onChange={choose}
          data-testid="result-curve"
        />
      )}
      <Segmented<CurveScale>
        size="small"
        aria-label={t('scale')}
        value={scale}
        options={CURVE_SCALES.map((value) => ({
          value,
          label: <span data-testid={`result-time-${value}`}>{t(`scale.${value}`)}</span>,
        }))}
        onChange={setScale}
      />
    </span>
  );
}

interface AnsweredProps {
  readonly spec: ExperimentSpec;
  readonly found: ExperimentCurves;
  readonly curve: ExperimentCurve | undefined;
  readonly scale: CurveScale;
}

function Answered({ spec, found, curve, scale }: AnsweredProps) {
  const t = useText('campaignTime');
  const writer = useExperimentWriter();
  const { absent, since, timeless, unit, persistence } = found;
  if (absent !== null) return <Note testId="result-no-curve">{t(`absent.${absent}`)}</Note>;
  if (!curve) return null;
  const lasting = persistence.filter(({ metric, variant }) => metric === curve.metric && variant === curve.variant);
  return (
    <>
      <CurveView spec={spec} curve={curve} unit={unit} scale={scale} />
      {since === 'release' && <Note>{t('sinceRelease')}</Note>}
      {timeless.length > 0 && <Note>{t('timeless', { labels: timeless.join(' / ') })}</Note>}
      <h3 className="hx-card-title">{t('persistence')}</h3>
      <div data-testid="result-persistence">
        <HintedCells table={persistenceTable(lasting, writer, t)} name={t('persistence')} />
      </div>
    </>
  );
}

function Note({ children, testId }: { readonly children: ReactNode; readonly testId?: string }) {
  return (
    <p className="cmp-note" data-testid={testId}>
      {children}
    </p>
  );
}
