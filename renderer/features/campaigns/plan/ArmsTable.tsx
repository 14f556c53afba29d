import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, InputNumber } from 'antd';
import type { Campaign, CampaignArm } from '#shared/model/campaign';
import { inPlaces } from '../../../conditions/eventFilters';
import { useText } from '../../../text';
import { Section } from './Field';
import { changeCampaign } from './planChoice';

/** The ways to do it that are compared with the control. */
export function ArmsTable({ campaign }: { readonly campaign: Campaign }) {
  const t = useText('campaignPlan');
  const { arms } = campaign;
  const setArms = (next: CampaignArm[], mergeKey: string | null = null) => changeCampaign(campaign, { arms: next }, mergeKey);
  const add = () => {
    const variant = t('newArm', { n: arms.length + 1 });
    setArms([...arms, { variant, weight: 1, offer: '', script: '', channel: '', unitCost: 0 }]);
  };
  return (
    <Section title={t('arms')} help={t('armsHelp')}>
      {inPlaces(arms).map(({ item: arm, place }) => (
        <ArmRow
          key={place}
          arm={arm}
          place={place}
          onChange={(changed, field) => setArms(arms.with(place, changed), `arm ${place} ${field}`)}
          onRemove={() => setArms(arms.toSpliced(place, 1))}
        />
      ))}
      <Button icon={<PlusOutlined />} onClick={add} disabled={arms.length >= 9} data-testid="arm-add">
        {t('addArm')}
      </Button>
    </Section>
  );
}

interface ArmRowProps {
  readonly arm: CampaignArm;
  readonly place: number;
  readonly onChange: (arm: CampaignArm, field: keyof CampaignArm) => void;
  readonly onRemove: () => void;
}

const TEXTS = ['variant', 'channel', 'offer', 'script'] as const;
const NUMBERS = ['weight', 'unitCost'] as const;

function ArmRow({ arm, place, onChange, onRemove }: ArmRowProps) {
  const t = useText('campaignPlan');
  return (
    <fieldset className="pln-arm" aria-label={`${t('arm')} ${arm.variant}`}>
      {TEXTS.map((field) => (
        <div key={field} className="pln-field" data-field={field}>
          <span className="hx-secondary">{t(field)}</span>
          <Input
            aria-label={t(field)}
            maxLength={field === 'offer' || field === 'script' ? 10_000 : 200}
            status={field === 'variant' && arm.variant === '' ? 'error' : ''}
            value={arm[field]}
            onChange={({ target }) => onChange({ ...arm, [field]: target.value }, field)}
            data-testid={`arm-${place}-${field}`}
          />
        </div>
      ))}
      {NUMBERS.map((field) => (
        <div key={field} className="pln-field" data-field={field}>
          <span className="hx-secondary">{t(field)}</span>
          <InputNumber<number>
            aria-label={t(field)}
            min={field === 'weight' ? 0.01 : 0}
            max={field === 'weight' ? 1000 : 1e9}
            value={arm[field]}
            onChange={(value) => onChange({ ...arm, [field]: value ?? (field === 'weight' ? 1 : 0) }, field)}
            data-testid={`arm-${place}-${field}`}
          />
        </div>
      ))}
      <Button
        type="text"
        icon={<DeleteOutlined />}
        aria-label={t('removeArm', { variant: arm.variant })}
        onClick={onRemove}
        data-testid={`arm-${place}-remove`}
      />
    </fieldset>
  );
}
