import { type ReactNode, useId } from 'react';
import { HelpTip } from './HelpTip';

interface CardProps {
  readonly title: string;
  readonly help?: string;
  readonly actions?: ReactNode;
  readonly testId: string;
  readonly children: ReactNode;
}

/** A part of a page under a name. */
export function Card({ title, help, actions, testId, children }: CardProps) {
  const id = useId();
  return (
    <section className="hx-card hx-card-part" aria-labelledby={id} data-testid={testId}>
      <header className="hx-card-head">
        <h2 id={id} className="hx-card-title">
          {title}
        </h2>
        {help ? <HelpTip text={help} /> : null}
        {actions ? <div className="hx-card-actions">{actions}</div> : null}
      </header>
      {children}
    </section>
  );
}
