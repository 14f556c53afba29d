import { useFormat } from '../text';

interface NumberTextProps {
  readonly value: number;
  readonly kind?: 'count' | 'exact' | 'percent' | 'decimal';
  /** Digits after the point, for percent and decimal. */
  readonly digits?: number;
}

/** A number in tabular figures; a shortened count tells its exact value on hover. */
export function NumberText({ value, kind = 'count', digits }: NumberTextProps) {
  const format = useFormat();
  const text = {
    count: () => format.count(value),
    exact: () => format.exact(value),
    percent: () => format.percent(value, digits),
    decimal: () => format.decimal(value, digits),
  }[kind]();
  return (
    <span className="hx-number" title={kind === 'percent' ? String(value) : format.exact(value)} data-value={value}>
      {text}
    </span>
  );
}
