import { useMemo } from 'react';
import type { ExperimentSpec } from '#shared/model/experiment';
import type { CurvePoint, ExperimentCurve, ExperimentCurves } from '#shared/model/experimentCurves';
import type { ExperimentWriter } from '#shared/report/experimentNumbers';
import { type Translate, useText } from '../../../../text';
import { Chart } from '../../../../ui/Chart';
import { useLook } from '../../../../ui/look';
import { paletteOf } from '../../../../ui/palette';
import { useExperimentWriter } from '../../useExperimentWriter';
import { HintedCells } from '../HintedCells';
import { effectChart, valueChart } from './curveChart';
import { type CurveScale, effectPoint } from './curveLines';
import { curveTable } from './timeTables';

const HEIGHT = 320;

interface CurveViewProps {
  readonly spec: ExperimentSpec;
  readonly curve: ExperimentCurve;
  readonly unit: ExperimentCurves['unit'];
  readonly scale: CurveScale;
}

/** One metric of one arm over time, as a chart or a table. */
export function CurveView({ spec, curve, unit, scale }: CurveViewProps) {
  const t = useText('campaignTime');
  const writer = useExperimentWriter();
  const dark = useLook((look) => look.dark);
  const option = useMemo(
    () => optionOf({ spec, curve, unit, scale }, { writer, dark, t }),
    [spec, curve, unit, scale, writer, dark, t],
  );
  const last = curve.points.at(-1);
  if (!last || curve.points.every(({ difference }) => 'state' in difference)) return <p className="cmp-note">{t('tooFew')}</p>;
  const { metric, variant, points, tau } = curve;
  const label = t('curveLabel', {
    ...{ metric, variant, first: points[0]?.day ?? '', last: last.day },
    lift: writer.estimate(last.relative, writer.lift),
    always: writer.interval(last.sequential.lift, writer.lift),
  });
  return (
    <>
      <Chart
        option={option}
        height={HEIGHT}
        label={label}
        table={
          <div className="cmp-curve-table" data-testid="result-curve-table">
            <HintedCells table={curveTable(curve, unit, writer, t)} name={label} />
          </div>
        }
      />
      {scale !== 'value' && (
        <p className="hx-secondary">
          {t('tauHelp', { tau: writer.deviation(curve.kind, tau), minimum: writer.format.percent(spec.minimumEffect, 0) })}
        </p>
      )}
    </>
  );
}

interface Writing {
  readonly writer: ExperimentWriter;
  readonly dark: boolean;
  readonly t: Translate<'campaignTime'>;
}

function optionOf({ spec, curve, scale }: CurveViewProps, { writer, dark, t }: Writing) {
  const { kind, points, variant } = curve;
  const look = { palette: paletteOf(dark), dark, tell: teller(curve, scale, { writer, dark, t }) };
  if (scale === 'value')
    return valueChart(points, { variant, control: spec.control }, { ...look, write: (x) => writer.value(kind, x) });
  const confidence = writer.format.percent(1 - spec.alpha, 0);
  const names = {
    effect: t(`scale.${scale}`),
    fixed: t('fixed', { confidence }),
    always: t('always', { confidence }),
    look: t('look'),
  };
  const write = scale === 'lift' ? writer.lift : (x: number) => writer.change(kind, x);
  const effects = points.map((point) => effectPoint(point, scale));
  return effectChart(points, effects, names, { ...look, write });
}

/** What is told of a point where it is pointed at. */
function teller({ kind, variant }: ExperimentCurve, scale: CurveScale, { writer, t }: Writing) {
  const { texts, format } = writer;
  const change = (x: number) => writer.change(kind, x);
  return ({ day, look, n, value, controlN, controlValue, relative, difference, sequential }: CurvePoint): string[] => [
    look === undefined ? day : `${day} · ${t('lookN', { look })}`,
    `${variant} ${writer.value(kind, value)} (${format.exact(n)})`,
    `${texts.control} ${writer.value(kind, controlValue)} (${format.exact(controlN)})`,
    ...(scale === 'difference'
      ? [
          `${texts.effectDifference} ${writer.estimate(difference, change)}`,
          `${t('alwaysDifference')} ${writer.interval(sequential.difference, change)}`,
        ]
      : [
          `${texts.effectLift} ${writer.estimate(relative, writer.lift)}`,
          `${t('alwaysLift')} ${writer.interval(sequential.lift, writer.lift)}`,
        ]),
    `${t('alwaysP')} ${writer.p(sequential.p)}`,
  ];
}
