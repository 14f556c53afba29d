import { Select } from 'antd';
import { findsOption } from './searchText';
import { TabLeaves } from './TabLeaves';

interface ManyPickerProps<V extends string> {
  readonly label: string;
  /** Whether the label stands before it, too. */
  readonly labelled?: boolean;
  readonly placeholder?: string;
  readonly value: readonly V[];
  readonly options: readonly { readonly value: V; readonly label: string }[];
  /** How many may be chosen. */
  readonly most?: number;
  readonly onChange: (value: V[]) => void;
  readonly className?: string;
  readonly disabled?: boolean;
  readonly testId: string;
}

/** Several choices of many, found by typing; Tab goes on to what follows. */
export function ManyPicker<V extends string>({ label, labelled = false, ...select }: ManyPickerProps<V>) {
  if (!labelled) return <Many label={label} {...select} />;
  return (
    <span className="hx-picker">
      <span className="hx-secondary">{label}</span>
      <Many label={label} {...select} />
    </span>
  );
}

function Many<V extends string>({
  label,
  placeholder = label,
  value,
  options,
  most,
  onChange,
  className,
  disabled = false,
  testId,
}: Omit<ManyPickerProps<V>, 'labelled'>) {
  return (
    <TabLeaves>
      <Select<V[]>
        mode="multiple"
        className={className ?? ''}
        maxTagCount="responsive"
        {...(most === undefined ? {} : { maxCount: most })}
        showSearch={{ filterOption: findsOption }}
        disabled={disabled}
        aria-label={label}
        placeholder={placeholder}
        value={[...value]}
        options={[...options]}
        onChange={onChange}
        data-testid={testId}
      />
    </TabLeaves>
  );
}
