import { Checkbox } from 'antd';
import { ROLLING_UNITS } from '#shared/model/funnel';
import { useText } from '../../../text';
import { NameFields } from '../NameFields';
import { changeStep, type DraftStep, useFunnelDraft } from './funnelDraft';
import { SpanField } from './SpanField';

interface StepSettingsProps {
  readonly step: DraftStep;
  readonly index: number;
}

/** What a step is called, what else counts as it, whether it may be left out and when it has to come. */
export function StepSettings({ step, index }: StepSettingsProps) {
  const t = useText('funnel');
  const isFree = useFunnelDraft(({ history }) => history.present.order === 'any') || index === 0;
  const { label, or, optional, within, notBefore, ...rest } = step;
  const change = (more: Partial<DraftStep>, typing = false) =>
    changeStep(without({ ...rest, label, or, optional, within, notBefore, ...more }) as unknown as DraftStep, typing);
  return (
    <div className="fun-settings">
      <NameFields
        event={step.event}
        label={label}
        or={or}
        onChange={(more, typing) => change(more as Partial<DraftStep>, typing)}
        testId={(field) => `funnel-${field}-${index}`}
      />
      {isFree ? (
        <p className="hx-faint">{t('freeStep')}</p>
      ) : (
        <>
          <Checkbox
            checked={optional === true}
            onChange={({ target }) => change({ optional: target.checked ? true : undefined })}
            data-testid={`funnel-optional-${index}`}
          >
            {t('mayBeLeftOut')}
          </Checkbox>
          <SpanField
            label={t('stepWithin')}
            none={t('anyTime')}
            span={within ?? null}
            onChange={(span, typing) => change({ within: span ?? undefined }, typing)}
            testId={`funnel-within-${index}`}
          />
          <SpanField
            label={t('stepNotBefore')}
            none={t('anyTime')}
            span={notBefore ?? null}
            units={ROLLING_UNITS}
            onChange={(span, typing) => change({ notBefore: (span ?? undefined) as DraftStep['notBefore'] }, typing)}
            testId={`funnel-not-before-${index}`}
          />
        </>
      )}
    </div>
  );
}

/** What is not said is not there. */
function without<T extends object>(step: T): Partial<T> {
  return Object.fromEntries(Object.entries(step).filter(([, value]) => value !== undefined)) as Partial<T>;
}
