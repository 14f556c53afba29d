import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, InputNumber, Select } from 'antd';
import type { FrequencyCap } from '#shared/model/contactPolicy';
import type { DayRange } from '#shared/model/event';
import { useConditionNames } from '../../../conditions/conditionNames';
import { inPlaces } from '../../../conditions/eventFilters';
import { useText } from '../../../text';
import { RangeFields } from '../../../ui/RangeFields';
import { Section } from './Field';
import { newCap, withChannel } from './policyDraft';

const MOST_CAPS = 10;
const UNITS = ['day', 'week', 'month'] as const;

interface PolicyCapsProps {
  readonly caps: readonly FrequencyCap[];
  readonly onChange: (caps: FrequencyCap[]) => void;
}

export function PolicyCaps({ caps, onChange }: PolicyCapsProps) {
  const t = useText('campaignPlan');
  return (
    <Section title={t('policy.caps')} help={t('policy.capsHelp')}>
      {caps.map((cap, place) => (
        <CapRow
          key={cap.id}
          cap={cap}
          place={place}
          onChange={(changed) => onChange(caps.with(place, changed))}
          onRemove={() => onChange(caps.toSpliced(place, 1))}
        />
      ))}
      <Button
        icon={<PlusOutlined />}
        onClick={() => onChange([...caps, newCap(t('policy.cap', { n: caps.length + 1 }))])}
        disabled={caps.length >= MOST_CAPS}
        data-testid="policy-add-cap"
      >
        {t('policy.addCap')}
      </Button>
    </Section>
  );
}

interface CapRowProps {
  readonly cap: FrequencyCap;
  readonly place: number;
  readonly onChange: (cap: FrequencyCap) => void;
  readonly onRemove: () => void;
}

function CapRow({ cap, place, onChange, onRemove }: CapRowProps) {
  const t = useText('campaignPlan');
  const count = (label: string, value: number, set: (n: number) => void, testId: string) => (
    <InputNumber<number>
      aria-label={label}
      prefix={label}
      min={1}
      max={1000}
      precision={0}
      value={value}
      onChange={(n) => set(n ?? 1)}
      data-testid={testId}
    />
  );
  return (
    <div className="pln-row">
      <Input
        maxLength={200}
        aria-label={t('policy.label')}
        status={cap.label === '' ? 'error' : ''}
        value={cap.label}
        onChange={({ target }) => onChange({ ...cap, label: target.value })}
        data-testid={`policy-cap-${place}-label`}
      />
      <Input
        maxLength={200}
        aria-label={t('channel')}
        placeholder={t('policy.anyChannel')}
        value={cap.channel ?? ''}
        onChange={({ target }) => onChange(withChannel(cap, target.value))}
        data-testid={`policy-cap-${place}-channel`}
      />
      {count(t('policy.most'), cap.n, (n) => onChange({ ...cap, n }), `policy-cap-${place}-n`)}
      {count(t('policy.per'), cap.per.n, (n) => onChange({ ...cap, per: { ...cap.per, n } }), `policy-cap-${place}-per`)}
      <Select
        aria-label={t('policy.unit')}
        value={cap.per.unit}
        options={UNITS.map((value) => ({ value, label: t(`policy.${value}`) }))}
        onChange={(unit) => onChange({ ...cap, per: { ...cap.per, unit } })}
        data-testid={`policy-cap-${place}-unit`}
      />
      <Button
        type="text"
        icon={<DeleteOutlined />}
        aria-label={t('policy.removeItem', { label: cap.label })}
        onClick={onRemove}
      />
    </div>
  );
}

interface PolicyQuietProps {
  readonly quiet: readonly DayRange[];
  readonly onChange: (quiet: DayRange[]) => void;
}

export function PolicyQuiet({ quiet, onChange }: PolicyQuietProps) {
  const t = useText('campaignPlan');
  const { asOf } = useConditionNames();
  return (
    <Section title={t('policy.quiet')}>
      {inPlaces(quiet).map(({ item: days, place }) => (
        <div key={place} className="pln-row">
          <RangeFields
            range={days}
            onChange={(changed) => onChange(quiet.with(place, changed))}
            testId={`policy-quiet-${place}`}
          />
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('policy.removeItem', { label: t('days', days) })}
            onClick={() => onChange(quiet.toSpliced(place, 1))}
          />
        </div>
      ))}
      <Button
        icon={<PlusOutlined />}
        onClick={() => onChange([...quiet, { from: asOf, to: asOf }])}
        data-testid="policy-add-quiet"
      >
        {t('policy.addQuiet')}
      </Button>
    </Section>
  );
}
