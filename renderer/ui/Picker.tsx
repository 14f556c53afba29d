import { Select } from 'antd';
import { useId } from 'react';
import { findsOption } from './searchText';

interface PickerOption<V extends string> {
  readonly value: V;
  readonly label: string;
}

interface PickerProps<V extends string> {
  readonly label: string;
  readonly value: V | undefined;
  readonly options: readonly (PickerOption<V> | { readonly label: string; readonly options: readonly PickerOption<V>[] })[];
  readonly onChange: (value: V) => void;
  readonly testId: string;
  /** Shown while nothing is chosen. */
  readonly placeholder?: string;
}

/** A named choice of one among many, found by typing. */
export function Picker<V extends string>({ label, value, options, onChange, testId, placeholder }: PickerProps<V>) {
  const id = useId();
  return (
    <span className="hx-picker">
      <label className="hx-secondary" htmlFor={id}>
        {label}
      </label>
      <Select<V>
        id={id}
        className="hx-picker-select"
        popupMatchSelectWidth={false}
        aria-label={label}
        showSearch={{ filterOption: findsOption }}
        value={value ?? null}
        placeholder={placeholder}
        options={options.map((option) => ('options' in option ? { ...option, options: [...option.options] } : option))}
        onChange={(chosen) => chosen !== null && onChange(chosen)}
        data-testid={testId}
      />
    </span>
  );
}
