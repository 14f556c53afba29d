import { Segmented } from 'antd';
import { useState } from 'react';
import type { ExperimentAnswer, ExperimentSpec } from '#shared/model/experiment';
import { effectTable } from '#shared/report/experimentTables';
import { useText } from '../../../text';
import { Card } from '../../../ui/Card';
import { useExperimentWriter } from '../useExperimentWriter';
import { Forest, type Scale, toneOf } from './Forest';
import { HintedCells } from './HintedCells';

interface EffectsCardProps {
  readonly spec: ExperimentSpec;
  readonly answer: ExperimentAnswer;
}

/** Every metric of every arm against the control: as a picture, and with its numbers. */
export function EffectsCard({ spec, answer }: EffectsCardProps) {
  const t = useText('campaignResult');
  const writer = useExperimentWriter();
  const [scale, setScale] = useState<Scale>('lift');
  const rows = answer.rows.filter(({ level }) => level === undefined);
  return (
    <Card
      title={t('effects')}
      help={t('effectsHelp')}
      testId="result-effects"
      actions={
        <Segmented<Scale>
          size="small"
          aria-label={t('scale')}
          value={scale}
          options={(['lift', 'difference'] as const).map((value) => ({
            value,
            label: <span data-testid={`result-scale-${value}`}>{t(`scale.${value}`)}</span>,
          }))}
          onChange={setScale}
        />
      }
    >
      <Forest spec={spec} rows={rows} scale={scale} />
      <HintedCells table={effectTable(rows, writer, spec)} name={t('effects')} tone={(row) => toneOf(rows[row], spec)} />
    </Card>
  );
}
