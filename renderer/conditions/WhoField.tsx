import type { Rule } from '#shared/model/rule';
import { useKernel } from '../engine/kernel';
import { useText } from '../text';
import { Picker } from '../ui/Picker';

const EVERYBODY = '';

interface WhoFieldProps {
  /** Id of a saved segment, which may be gone, or a rule; absent: all customers. */
  readonly who: string | Rule | undefined;
  readonly onChange: (segment: string | undefined) => void;
  readonly testId: string;
}

/** All customers, or those of a saved segment. */
export function WhoField({ who, onChange, testId }: WhoFieldProps) {
  const t = useText('common');
  const { data } = useKernel('segments.list', {}, { keep: true });
  const segments = (data ?? []).map(({ segment: { id, name } }) => ({ value: id, label: name }));
  return (
    <Picker
      label={t('who')}
      value={typeof who === 'string' ? who : EVERYBODY}
      options={[
        { value: EVERYBODY, label: t('everybody') },
        ...(segments.length > 0 ? [{ label: t('segments'), options: segments }] : []),
      ]}
      onChange={(id) => onChange(id === EVERYBODY ? undefined : id)}
      testId={testId}
    />
  );
}
