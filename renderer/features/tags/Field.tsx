import type { ReactNode } from 'react';

interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly children: ReactNode;
}

/** A named part of a form. */
export function Field({ label, hint, children }: FieldProps) {
  return (
    <div className="tags-field">
      <div className="tags-field-label">{label}</div>
      {children}
      {hint && <div className="hx-faint tags-small">{hint}</div>}
    </div>
  );
}
