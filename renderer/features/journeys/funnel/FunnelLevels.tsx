import { isInsufficient, isSignificant } from '#shared/model/findings';
import type { FunnelAnswer, FunnelLevel } from '#shared/model/funnel';
import { pText } from '#shared/report/pText';
import { inPlaces } from '../../../conditions/eventFilters';
import { useFormat, useText } from '../../../text';

interface FunnelLevelsProps {
  readonly levels: readonly FunnelLevel[];
  readonly steps: FunnelAnswer['steps'];
}

/** Each level of the tag: counts, the conversion of every step, and whether the whole one differs from all others'. */
export function FunnelLevels({ levels, steps }: FunnelLevelsProps) {
  const t = useText('funnel');
  const format = useFormat();
  return (
    <table className="fun-table" data-testid="funnel-levels">
      <thead>
        <tr>
          <th scope="col">{t('level')}</th>
          {inPlaces(steps).map(({ item: { label }, place }) => (
            <th key={place} scope="col">
              {label}
            </th>
          ))}
          <th scope="col">{t('overall')}</th>
          <th scope="col" title={t('pHelp')}>
            {t('pAdjusted')}
          </th>
        </tr>
      </thead>
      <tbody>
        {levels.map((level) => (
          <tr key={String(level.value)} data-level={String(level.value)}>
            <th scope="row">{nameOf(level, t)}</th>
            {inPlaces(level.steps).map(({ item: { count, fromPrevious }, place }) => (
              <td key={place} className="hx-tabular">
                {format.exact(count)}
                {fromPrevious !== null && place > 0 && <span className="hx-faint"> {format.percent(fromPrevious, 1)}</span>}
              </td>
            ))}
            <td className="hx-tabular">{overall(level, format)}</td>
            <td className="hx-tabular">
              {isInsufficient(level.pAdjusted) ? '–' : `${pText(level.pAdjusted)}${isSignificant(level.pAdjusted) ? ' *' : ''}`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function nameOf({ value, label }: FunnelLevel, t: ReturnType<typeof useText<'funnel'>>): string {
  if (label !== undefined) return label;
  if (value === null) return t('unknown');
  return typeof value === 'boolean' ? t(value ? 'yes' : 'no') : value;
}

function overall({ steps }: FunnelLevel, format: ReturnType<typeof useFormat>): string {
  const share = steps.at(-1)?.fromStart;
  return typeof share === 'number' ? format.percent(share, 1) : '–';
}
