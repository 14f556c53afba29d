import { Select } from 'antd';
import { useId } from 'react';
import { findsOption } from '../../ui/searchText';

export interface PickerOption {
  readonly value: string;
  readonly label: string;
}

interface PickerProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly options: readonly (PickerOption | { readonly label: string; readonly options: readonly PickerOption[] })[];
  readonly onChange: (value: string) => void;
  readonly testId?: string;
  readonly wide?: boolean;
}

/** A named choice of one among many, found by typing. */
export function Picker({ label, value, options, onChange, testId, wide = false }: PickerProps) {
  const id = useId();
  return (
    <span className="ins-picker">
      <label className="hx-secondary" htmlFor={id}>
        {label}
      </label>
      <Select
        id={id}
        className={wide ? 'ins-select ins-select-wide' : 'ins-select'}
        aria-label={label}
        showSearch={{ filterOption: findsOption }}
        value={value ?? null}
        options={options.map((option) => ('options' in option ? { ...option, options: [...option.options] } : option))}
        onChange={(chosen: string) => onChange(chosen)}
        data-testid={testId}
      />
    </span>
  );
}
