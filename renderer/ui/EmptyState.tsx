import type { ReactNode } from 'react';

interface EmptyStateProps {
  readonly title: string;
  readonly description?: ReactNode;
  readonly icon?: ReactNode;
  readonly action?: ReactNode;
}

/** What a page shows when there is nothing yet: why, and what to do next. */
export function EmptyState({ title, description, icon, action }: EmptyStateProps) {
  return (
    <div className="hx-empty" data-testid="empty-state">
      {icon ? (
        <div className="hx-empty-icon" aria-hidden>
          {icon}
        </div>
      ) : null}
      <div className="hx-empty-title">{title}</div>
      {description ? <div className="hx-empty-text">{description}</div> : null}
      {action ? <div className="hx-empty-action">{action}</div> : null}
    </div>
  );
}
