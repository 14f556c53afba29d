import { Button } from 'antd';
import { isPlain, PLAIN_VIEW } from '#shared/model/rowView';
import { useText } from '../../../text';
import { EmptyState } from '../../../ui/EmptyState';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { LoadingState } from '../../../ui/LoadingState';
import type { RowsState } from './useRowsState';

/** Lies over the grid while its rows are found, where they cannot be, and where there are none. */
export function RowsStanding({ state: { rows, view, setView, goBack } }: { readonly state: RowsState }) {
  const t = useText('grid');
  const { first, pages } = rows;
  const error = first.error ?? pages.error;
  if (error)
    return (
      <div className="rows-standing">
        <ErrorNotice error={error} onRetry={first.error ? first.retry : pages.retry} />
        {isPlain(view) ? null : (
          <Button onClick={() => setView(PLAIN_VIEW)} data-testid="reset-view">
            {t('resetView')}
          </Button>
        )}
      </div>
    );
  if (!first.data)
    return (
      <div className="rows-standing rows-standing-later">
        <LoadingState label={t('finding')} progress={first.progress} {...(isPlain(view) ? {} : { onCancel: goBack })} />
      </div>
    );
  if (first.data.total > 0) return null;
  return (
    <div className="rows-standing">
      <EmptyState
        title={t('noMatch')}
        description={t('noMatchText')}
        action={
          <Button onClick={() => setView({ ...view, filters: [], search: '' })} data-testid="no-match-clear">
            {t('clear')}
          </Button>
        }
      />
    </div>
  );
}
