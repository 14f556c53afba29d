import { type ReactNode, useId } from 'react';
import { HelpTip } from '../../ui/HelpTip';

interface PartProps {
  readonly title: string;
  readonly help?: string;
  readonly tools?: ReactNode;
  readonly testId: string;
  readonly children: ReactNode;
}

/** A part of the page under a heading. */
export function Part({ title, help, tools, testId, children }: PartProps) {
  const id = useId();
  return (
    <section className="hx-card exp-part" aria-labelledby={id} data-testid={testId}>
      <header className="exp-part-head">
        <h2 id={id} className="exp-part-title">
          {title}
        </h2>
        {help ? <HelpTip text={help} /> : null}
        {tools ? <span className="exp-part-tools">{tools}</span> : null}
      </header>
      {children}
    </section>
  );
}
