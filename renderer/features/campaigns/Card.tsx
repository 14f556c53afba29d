import { type ReactNode, useId } from 'react';
import { HelpTip } from '../../ui/HelpTip';

interface CardProps {
  readonly title: string;
  readonly help?: string;
  readonly actions?: ReactNode;
  readonly testId: string;
  readonly children: ReactNode;
}

/** A part of the answer under a name. */
export function Card({ title, help, actions, testId, children }: CardProps) {
  const id = useId();
  return (
    <section className="hx-card cmp-card" aria-labelledby={id} data-testid={testId}>
      <header className="cmp-card-head">
        <h2 id={id} className="cmp-card-title">
          {title}
        </h2>
        {help ? <HelpTip text={help} /> : null}
        {actions ? <div className="cmp-card-actions">{actions}</div> : null}
      </header>
      {children}
    </section>
  );
}
