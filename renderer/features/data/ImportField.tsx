import type { ReactNode } from 'react';

/** One choice of the import dialog under its name. */
export function ImportField({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="hx-import-field">
      <span className="hx-import-label" aria-hidden>
        {label}
      </span>
      {children}
    </div>
  );
}
