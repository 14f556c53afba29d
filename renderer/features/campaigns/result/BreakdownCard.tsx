import { EllipsisOutlined } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import type { ExperimentAnswer, ExperimentBreakdown, ExperimentRow, ExperimentSpec } from '#shared/model/experiment';
import { isInsufficient } from '#shared/model/findings';
import type { ExperimentWriter } from '#shared/report/experimentNumbers';
import { effectTable } from '#shared/report/experimentTables';
import { breakdownName } from '#shared/report/experimentWords';
import { fillText } from '#shared/report/sentence';
import { useConditionNames } from '../../../conditions/conditionNames';
import { useText } from '../../../text';
import { Card } from '../../../ui/Card';
import { useExperimentWriter } from '../useExperimentWriter';
import type { PickedArm } from './ArmMenu';
import { Forest, toneOf } from './Forest';
import { HintedCells } from './HintedCells';
import { ShrunkView } from './ShrunkView';

const VIEWS = ['levels', 'shrunk'] as const;
type View = (typeof VIEWS)[number];

interface BreakdownCardProps {
  readonly spec: ExperimentSpec;
  readonly answer: ExperimentAnswer;
  readonly onPick: (arm: PickedArm) => void;
}

/** Level by level: whether levels differ at all comes first; each level is a lead. */
export function BreakdownCard({ spec, answer: { breakdowns = [], rows }, onPick }: BreakdownCardProps) {
  const t = useText('campaignResult');
  const writer = useExperimentWriter();
  const { tags } = useConditionNames();
  const [chosen, choose] = useState(0);
  const [view, show] = useState<View>('levels');
  const breakdown = breakdowns[chosen] ?? breakdowns[0];
  if (!breakdown) return null;
  const { metric, variant } = breakdown;
  const levels = rows.filter((row) => row.level !== undefined && row.metric === metric && row.variant === variant);
  const tag = breakdownName(spec.by ?? '', (id) => tags.get(id)?.name ?? id, writer);
  const title = fillText(writer.texts.breakdownOf, { tag });
  return (
    <Card
      title={title}
      testId="result-breakdown"
      actions={
        breakdowns.length > 1 && (
          <Segmented<number>
            size="small"
            aria-label={t('metrics')}
            value={Math.min(chosen, breakdowns.length - 1)}
            options={breakdowns.map((each, at) => ({ value: at, label: nameOf(each, breakdowns) }))}
            onChange={choose}
          />
        )
      }
    >
      <Interaction breakdown={breakdown} writer={writer} />
      <div>
        <Segmented<View>
          size="small"
          aria-label={t('viewLabel')}
          value={view}
          options={VIEWS.map((value) => ({ value, label: t(`view.${value}`) }))}
          onChange={show}
          data-testid="result-level-view"
        />
      </div>
      {view === 'levels' ? (
        <Levels spec={spec} rows={levels} variant={variant} title={title} onPick={onPick} />
      ) : (
        <ShrunkView breakdown={breakdown} rows={levels} />
      )}
    </Card>
  );
}

interface LevelsProps extends Pick<BreakdownCardProps, 'spec' | 'onPick'> {
  readonly rows: readonly ExperimentRow[];
  readonly variant: string;
  readonly title: string;
}

function Levels({ spec, rows, variant, title, onPick }: LevelsProps) {
  const t = useText('campaignResult');
  const writer = useExperimentWriter();
  return (
    <>
      <Forest spec={spec} rows={rows} scale="lift" />
      <HintedCells
        table={effectTable(rows, writer, spec)}
        name={title}
        tone={(row) => toneOf(rows[row], spec)}
        action={(at) => {
          const level = rows[at]?.level;
          if (!level) return null;
          return (
            <Button
              type="text"
              size="small"
              icon={<EllipsisOutlined />}
              aria-label={t('levelActions', { level: writer.level(level) })}
              aria-haspopup="menu"
              onClick={({ currentTarget }) => {
                const { left, bottom } = currentTarget.getBoundingClientRect();
                onPick({ variant, level, x: left, y: bottom });
              }}
              data-testid={`result-level-${at}`}
            />
          );
        }}
      />
    </>
  );
}

function nameOf({ metric, variant }: ExperimentBreakdown, all: readonly ExperimentBreakdown[]): string {
  return new Set(all.map((each) => each.variant)).size > 1 ? `${metric} · ${variant}` : metric;
}

interface InteractionProps {
  readonly breakdown: ExperimentBreakdown;
  readonly writer: ExperimentWriter;
}

function Interaction({ breakdown: { interaction, commonOdds }, writer }: InteractionProps) {
  const { texts, format } = writer;
  const odds = (x: number) => format.decimal(x, 2);
  return (
    <p className="cmp-interaction">
      <strong>
        {isInsufficient(interaction) ? texts.interactionFew : fillText(texts.interaction, { p: writer.p(interaction.p) })}
      </strong>{' '}
      {commonOdds && !isInsufficient(commonOdds) && (
        <span className="hx-secondary">
          {fillText(texts.commonOdds, { ratio: odds(commonOdds.ratio), interval: writer.interval(commonOdds.interval, odds) })}
        </span>
      )}{' '}
      <span className="hx-secondary">{texts.leads}</span>
    </p>
  );
}
