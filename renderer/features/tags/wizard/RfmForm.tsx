import { Button, InputNumber, Select } from 'antd';
import type { RfmSource, TagSource } from '#shared/model/tagSource';
import { useKernelAction } from '../../../engine/kernel';
import { notifyError } from '../../../engine/notices';
import { useText } from '../../../text';
import { Field } from '../Field';
import { EventFields } from './EventFields';
import { useEvents } from './useEvents';
import { useLatest } from './useLatest';

const OUTPUTS = ['segment', 'score', 'recency', 'frequency', 'monetary'] as const;
const PARTS = ['recency', 'frequency', 'monetary'] as const;
const SCORES = [0, 1, 2, 3] as const;

interface RfmFormProps {
  readonly source: RfmSource;
  readonly onChange: (source: TagSource) => void;
}

/** Recency, frequency and monetary value of events, scored by cuts that the data proposes and a person may move. */
export function RfmForm({ source, onChange }: RfmFormProps) {
  const t = useText('tagForms');
  const { propsOf, typeOf } = useEvents();
  const { run, busy } = useKernelAction('tags.rfmCuts');
  const begin = useLatest();
  const props = propsOf(source.event).filter((prop) => typeOf(prop) === 'number');
  const propose = async (next: RfmSource) => {
    onChange(next);
    if (next.event === '' || next.prop === '') return;
    const isWanted = begin();
    const result = await run({ event: next.event, where: next.where, prop: next.prop });
    if (!isWanted()) return;
    if (!result.ok) notifyError(result.error);
    else if (result.value) onChange({ ...next, ...result.value });
  };
  return (
    <>
      <EventFields
        filter={source}
        onChange={(filter) => {
          const prop = propsOf(filter.event).includes(source.prop) ? source.prop : '';
          const next = { ...source, ...filter, prop };
          if (filter.event === source.event) onChange(next);
          else void propose(next);
        }}
      />
      <div className="tags-fields">
        <Field label={t('rfmProp')}>
          <Select
            aria-label={t('rfmProp')}
            placeholder={t('choose')}
            value={source.prop || null}
            options={props.map((value) => ({ value, label: value }))}
            onChange={(prop) => prop !== null && void propose({ ...source, prop })}
            data-testid="wizard-rfm-prop"
          />
        </Field>
        <Field label={t('output')}>
          <Select
            aria-label={t('output')}
            value={source.output}
            options={OUTPUTS.map((value) => ({ value, label: t(`output.${value}`) }))}
            onChange={(output) => onChange({ ...source, output })}
            data-testid="wizard-rfm-output"
          />
        </Field>
      </div>
      {source.prop !== '' && (
        <Field label={t('cuts')} hint={t('cutsHint')}>
          <CutsTable source={source} onChange={onChange} />
          <Button size="small" loading={busy} onClick={() => void propose(source)} data-testid="wizard-rfm-propose">
            {t('proposeCuts')}
          </Button>
        </Field>
      )}
    </>
  );
}

function CutsTable({ source, onChange }: RfmFormProps) {
  const t = useText('tagForms');
  const { cuts, means } = source;
  return (
    <table className="tags-cuts">
      <thead>
        <tr>
          <th />
          {SCORES.map((index) => (
            <th key={index}>{t('scoreFrom', { n: index + 2 })}</th>
          ))}
          <th>{t('mean')}</th>
        </tr>
      </thead>
      <tbody>
        {PARTS.map((part) => (
          <tr key={part}>
            <th>{t(`rfm.${part}`)}</th>
            {SCORES.map((index) => (
              <td key={index}>
                <Cell
                  label={`${t(`rfm.${part}`)} ${index + 2}`}
                  value={cuts[part][index]}
                  onChange={(value) =>
                    onChange({ ...source, cuts: { ...cuts, [part]: cuts[part].with(index, value) } } as RfmSource)
                  }
                />
              </td>
            ))}
            <td>
              <Cell
                label={t('meanOf', { name: t(`rfm.${part}`) })}
                value={means[part]}
                onChange={(value) => value !== null && onChange({ ...source, means: { ...means, [part]: value } })}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface CellProps {
  readonly label: string;
  /** Null: no value has the score. */
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
}

function Cell({ label, value, onChange }: CellProps) {
  return <InputNumber size="small" controls={false} aria-label={label} value={value} onChange={onChange} />;
}
