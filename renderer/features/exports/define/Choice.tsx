import { Select } from 'antd';

interface ChoiceProps<V extends string> {
  /** Said to who cannot see what it stands beside. */
  readonly label: string;
  readonly value: V | undefined;
  readonly options: readonly { readonly value: V; readonly label: string }[];
  readonly onChange: (value: V) => void;
  readonly testId: string;
}

/** One of a few, in a line of a table. */
export function Choice<V extends string>({ label, value, options, onChange, testId }: ChoiceProps<V>) {
  return (
    <Select<V>
      size="small"
      className="exp-choice"
      popupMatchSelectWidth={false}
      aria-label={label}
      value={value ?? null}
      options={[...options]}
      onChange={(chosen) => chosen !== null && onChange(chosen)}
      data-testid={testId}
    />
  );
}
