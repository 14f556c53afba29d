import { isInsufficient, isSignificant } from '#shared/model/findings';
import type { FunnelAnswer, FunnelLevel, FunnelSpec, PropBy } from '#shared/model/funnel';
import { levelRule } from '#shared/model/funnelRule';
import { pText } from '#shared/report/pText';
import { valueName } from '#shared/report/valueName';
import { inPlaces } from '../../../conditions/eventFilters';
import { type Format, type Translate, useFormat, useText } from '../../../text';
import { CountOf } from './CountOf';
import type { PickedMark } from './MarkMenu';

interface FunnelLevelsProps {
  readonly answer: FunnelAnswer & { readonly levels: readonly FunnelLevel[] };
  readonly by: FunnelSpec['by'];
  readonly onPick: (mark: PickedMark) => void;
}

/** Each level: counts, the conversion of every step, and whether the whole one differs from all others'. */
export function FunnelLevels({ answer: { levels, steps, withoutLevel = 0, counted }, by, onPick }: FunnelLevelsProps) {
  const t = useText('funnel');
  const format = useFormat();
  return (
    <>
      {typeof by === 'object' && <p className="hx-secondary">{touchWords(by, steps, t)}</p>}
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
          {inPlaces(levels).map(({ item: level, place }) => {
            const name = levelName(level, t, format);
            const rule = levelRule(by, level, levels);
            const mark = rule ? { level: rule } : { place };
            return (
              <tr key={place} data-level={level.others === undefined ? String(level.value) : 'others'}>
                <th scope="row">{name}</th>
                {inPlaces(level.steps).map(({ item: { count, fromPrevious }, place: step }) => (
                  <td key={step} className="hx-tabular">
                    <CountOf
                      mark={{ kind: 'reached', step, ...mark }}
                      n={count}
                      said={t('reachedN', { name: `${steps[step]?.label ?? ''} (${name})`, n: format.exact(count) })}
                      onPick={(picked) => onPick({ ...picked, of: name })}
                      testId={`funnel-level-${place}-${step}`}
                    />
                    {fromPrevious !== null && step > 0 && <span className="hx-faint"> {format.percent(fromPrevious, 1)}</span>}
                  </td>
                ))}
                <td className="hx-tabular">{overall(level, format)}</td>
                <td className="hx-tabular">{pWords(level)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {withoutLevel > 0 && (
        <p className="hx-secondary" data-testid="funnel-without-level">
          {t(counted === 'attempts' ? 'withoutLevelAttempts' : 'withoutLevel', { n: format.exact(withoutLevel) })}
        </p>
      )}
    </>
  );
}

/** Which event the property is read at. */
function touchWords({ prop, at }: PropBy, steps: FunnelAnswer['steps'], t: Translate<'funnel'>) {
  if (typeof at === 'string') return t(`readAt.${at}`, { prop });
  return t('readAt.step', { prop, n: at.step, name: steps[at.step - 1]?.label ?? '' });
}

function levelName(level: FunnelLevel, t: Translate<'funnel'>, format: Format): string {
  if (level.others !== undefined) return t('others', { n: format.exact(level.others) });
  return valueName(level, { yes: t('yes'), no: t('no'), unknown: t('unknown') }, format);
}

function pWords({ pAdjusted }: FunnelLevel): string {
  return isInsufficient(pAdjusted) ? '–' : `${pText(pAdjusted)}${isSignificant(pAdjusted) ? ' *' : ''}`;
}

function overall({ steps }: FunnelLevel, format: Format): string {
  const share = steps.at(-1)?.fromStart;
  return typeof share === 'number' ? format.percent(share, 1) : '–';
}
