import type { Cleaning, ReviewKey, ReviewRow } from '#shared/model/cleaning';
import { useFormat, useText } from '../../../text';
import { LeftRowsDialog } from './LeftRowsDialog';

interface ReviewDialogProps {
  readonly cleaning: Cleaning;
  readonly onClose: () => void;
}

/** Every row that was given no customer because its keys do not agree or found several: what each key holds and whom it found. */
export function ReviewDialog({ cleaning, onClose }: ReviewDialogProps) {
  const t = useText('cleaning');
  return (
    <LeftRowsDialog<ReviewRow>
      method="cleanings.review"
      table={cleaning.table}
      title={t('review')}
      text={t('reviewText')}
      width={860}
      testId="review"
      onClose={onClose}
      columns={[
        { title: t('why'), dataIndex: 'why', width: 110, render: (why: ReviewRow['why']) => t(`why.${why}`) },
        { title: t('reviewKeys'), dataIndex: 'keys', render: (keys: readonly ReviewKey[]) => <Keys keys={keys} /> },
      ]}
    />
  );
}

function Keys({ keys }: { readonly keys: readonly ReviewKey[] }) {
  const t = useText('cleaning');
  const format = useFormat();
  const foundWords = ({ found, customers }: ReviewKey) => {
    const names = customers.join(', ');
    if (found === 0) return t('foundNone');
    return found > customers.length ? t('foundMore', { customers: names, n: format.exact(found) }) : names;
  };
  return (
    <ol className="hx-review-keys">
      {keys.map((key) => (
        <li key={key.columns.join('\n')}>
          <span className="hx-secondary">{key.columns.join(' + ')}</span>
          <span className="hx-cell-text">{key.values.map((value) => value ?? t('unknown')).join(' + ')}</span>
          <span aria-hidden>→</span>
          <span className={key.found === 0 ? 'hx-faint' : ''}>{foundWords(key)}</span>
        </li>
      ))}
    </ol>
  );
}
