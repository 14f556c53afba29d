import { Select } from 'antd';
import type { TagSource, TagSourceOf } from '#shared/model/tagSource';
import { useKernel } from '../../../engine/kernel';
import { useText } from '../../../text';
import { Field } from '../Field';

interface SegmentFormProps {
  readonly source: TagSourceOf<'segment'>;
  readonly onChange: (source: TagSource) => void;
}

/** Yes for the members of a saved segment, no for all others. */
export function SegmentForm({ source, onChange }: SegmentFormProps) {
  const t = useText('tagForms');
  return (
    <Field label={t('segment')}>
      <SegmentSelect value={source.segment} onChange={(segment) => onChange({ ...source, segment })} testId="wizard-segment" />
    </Field>
  );
}

interface SegmentSelectProps {
  readonly value: string;
  readonly onChange: (segment: string) => void;
  readonly testId: string;
}

export function SegmentSelect({ value, onChange, testId }: SegmentSelectProps) {
  const t = useText('tagForms');
  const { data = [] } = useKernel('segments.list', {}, { background: true });
  return (
    <Select
      showSearch={{ optionFilterProp: 'label' }}
      aria-label={t('segment')}
      placeholder={t('choose')}
      notFoundContent={t('noSegments')}
      value={value || null}
      options={data.map(({ segment }) => ({ value: segment.id, label: segment.name }))}
      onChange={(segment) => segment !== null && onChange(segment)}
      data-testid={testId}
    />
  );
}
