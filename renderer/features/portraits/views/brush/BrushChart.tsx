import { ClearOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useId } from 'react';
import type { BrushedTag } from '#shared/model/portraitBrush';
import type { CrossLevel } from '#shared/model/portraitCross';
import { useFormat, useText } from '../../../../text';
import { useValueTexts } from '../../valueTexts';
import { barKey, type ChosenBars, cleared } from './chosenBars';
import { type ChooseBars, useBarBrush } from './useBarBrush';

interface BrushChartProps {
  readonly chart: BrushedTag;
  readonly chosen: ChosenBars;
  readonly onChoose: ChooseBars;
}

/** A tag's values as a list of bars with their numbers, which are chosen in place. */
export function BrushChart({ chart, chosen, onChoose }: BrushChartProps) {
  const t = useText('portraitBrush');
  const id = useId();
  const { list, bar, onKeyDown } = useBarBrush(chart, onChoose);
  const keys = chosen[chart.tag] ?? [];
  const most = Math.max(...chart.levels.flatMap(({ n, baseN }) => [shareOf(n, chart.n), shareOf(baseN, chart.baseN)]), 0.01);
  return (
    <section className="por-card" aria-labelledby={id} data-testid={`brush-chart-${chart.tag}`}>
      <header className="por-brush-head">
        <h3 id={id}>{chart.name}</h3>
        {keys.length > 0 && (
          <Button
            size="small"
            type="text"
            icon={<ClearOutlined />}
            aria-label={t('clearOf', { name: chart.name })}
            onClick={() => onChoose((all) => cleared(all, chart.tag))}
            data-testid={`brush-clear-${chart.tag}`}
          >
            {t('clear')}
          </Button>
        )}
      </header>
      <ul ref={list} className="por-brush-bars" aria-label={t('bars', { name: chart.name })} onKeyDown={onKeyDown}>
        {chart.levels.map((level, index) => (
          <li key={barKey(level) ?? ''}>
            <Bar level={level} chart={chart} most={most} state={stateOf(keys, level)} handlers={bar(index)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

type BarState = 'chosen' | 'left' | 'open';

/** Where some bars are chosen, the others are left out. */
function stateOf(keys: readonly string[], level: CrossLevel): BarState {
  if (keys.length === 0) return 'open';
  return keys.includes(barKey(level) ?? '') ? 'chosen' : 'left';
}

interface BarProps {
  readonly level: CrossLevel;
  readonly chart: BrushedTag;
  /** The largest share of the chart. */
  readonly most: number;
  readonly state: BarState;
  readonly handlers: ReturnType<ReturnType<typeof useBarBrush>['bar']>;
}

function Bar({ level, chart, most, state, handlers }: BarProps) {
  const t = useText('portraitBrush');
  const format = useFormat();
  const { valueName } = useValueTexts();
  const name = level.others === undefined ? valueName(level) : t('others', { n: level.others });
  const [share, baseShare] = [shareOf(level.n, chart.n), shareOf(level.baseN, chart.baseN)];
  const numbers = { share: format.percent(share, 1), n: format.exact(level.n), baseShare: format.percent(baseShare, 1) };
  return (
    <button
      type="button"
      className={`por-brush-bar por-brush-${state}`}
      aria-pressed={state === 'chosen'}
      aria-disabled={level.others !== undefined}
      aria-label={t('bar', { name, ...numbers })}
      title={t('bar', { name, ...numbers })}
      data-n={level.n}
      data-testid="brush-bar"
      {...handlers}
    >
      <span className="por-brush-name">{name}</span>
      <span className="por-brush-track" aria-hidden>
        <span className="por-brush-fill" style={{ width: `${(share / most) * 100}%` }} />
        <span className="por-brush-base" style={{ left: `${(baseShare / most) * 100}%` }} />
      </span>
      <span className="por-brush-number hx-tabular">{numbers.share}</span>
      <span className="por-brush-number hx-tabular hx-faint">{numbers.baseShare}</span>
    </button>
  );
}

function shareOf(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
