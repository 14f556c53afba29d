import { useIsFetching } from '@tanstack/react-query';
import { type ReactNode, useContext, useEffect } from 'react';
import { useBusyParts } from './busyParts';
import { HelpTip } from './HelpTip';
import { PageName } from './pageName';

export type PageState = 'busy' | 'complete' | 'error';

interface PageFrameProps {
  readonly title: string;
  readonly subtitle?: ReactNode;
  readonly actions?: ReactNode;
  readonly help?: string;
  readonly state: PageState;
  /** No header: the page shows its name itself. */
  readonly bare?: boolean;
  /** The page's content reaches to the frame's edges and scrolls by itself. */
  readonly flush?: boolean;
  readonly children: ReactNode;
}

/** The frame of every page. It writes the page's state on the document, so that tests and the tour know when all is drawn. */
export function PageFrame({ title, subtitle, actions, help, state, bare = false, flush = false, children }: PageFrameProps) {
  const fetching = useIsFetching({ type: 'active', predicate: (query) => query.meta?.background !== true });
  const drawing = useBusyParts((parts) => parts.busy);
  const shown = state === 'complete' && fetching + drawing > 0 ? 'busy' : state;
  const page = useContext(PageName);
  useEffect(() => {
    Object.assign(document.documentElement.dataset, { page, state: shown });
  }, [page, shown]);
  return (
    <section className="hx-page" aria-label={title} aria-busy={shown === 'busy'}>
      {bare ? null : (
        <header className="hx-page-header">
          <div className="hx-page-heading">
            <h1 className="hx-page-title">
              {title}
              {help ? <HelpTip text={help} /> : null}
            </h1>
            {subtitle ? <div className="hx-page-subtitle">{subtitle}</div> : null}
          </div>
          {actions ? <div className="hx-page-actions">{actions}</div> : null}
        </header>
      )}
      <div className={flush ? 'hx-page-body hx-page-body-flush' : 'hx-page-body'}>{children}</div>
    </section>
  );
}
