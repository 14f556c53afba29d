import { useMemo } from 'react';
import type { ExperimentBreakdown, ExperimentRow } from '#shared/model/experiment';
import { isInsufficient } from '#shared/model/findings';
import { shrunkLevels } from '#shared/model/shrunkLevels';
import { shrunkTable, spreadWords } from '#shared/report/experimentShrunk';
import { useText } from '../../../text';
import { Chart } from '../../../ui/Chart';
import { useLook } from '../../../ui/look';
import { paletteOf } from '../../../ui/palette';
import { useExperimentWriter } from '../useExperimentWriter';
import { forestChart, forestHeight } from './forestChart';
import { HintedCells } from './HintedCells';
import { shrunkLines } from './shrunkLines';

interface ShrunkViewProps {
  readonly breakdown: ExperimentBreakdown;
  /** The levels of the breakdown. */
  readonly rows: readonly ExperimentRow[];
}

/** Levels pulled to their mean, so that one of few customers neither leads nor trails by chance. */
export function ShrunkView({ breakdown, rows }: ShrunkViewProps) {
  const t = useText('campaignResult');
  const writer = useExperimentWriter();
  const dark = useLook((look) => look.dark);
  const { pooled } = breakdown;
  const kind = rows[0]?.kind ?? 'mean';
  const levels = useMemo(() => shrunkLevels(rows, { pooled }), [rows, pooled]);
  const lines = useMemo(() => shrunkLines(levels, writer), [levels, writer]);
  const option = useMemo(() => {
    const mean = isInsufficient(pooled) ? {} : { mean: pooled.mean.estimate };
    return forestChart(lines, { palette: paletteOf(dark), write: (x) => writer.change(kind, x), ...mean });
  }, [lines, pooled, kind, writer, dark]);
  const words = spreadWords(breakdown, kind, writer);
  if (levels.length === 0) return <p className="hx-secondary">{words}</p>;
  return (
    <div data-testid="result-shrunk">
      <p className="cmp-interaction">{words}</p>
      <p className="hx-secondary">{t('shrunkKey')}</p>
      <Chart
        option={option}
        height={forestHeight(lines.length)}
        label={t('forestLabel', { names: lines.map(({ name, text }) => `${name} ${text}`).join('; ') })}
      />
      <HintedCells table={shrunkTable(levels, writer)} name={writer.texts.shrunk} />
    </div>
  );
}
