import { Button } from 'antd';
import { useKernel } from '../../engine/kernel';
import { useFormat, useText } from '../../text';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { LoadingState } from '../../ui/LoadingState';
import type { SearchQuestion } from './CustomerSearch';
import { useValueWords } from './valueWords';

interface FoundListProps {
  readonly question: SearchQuestion;
  readonly onOpen: (key: string) => void;
  /** Back to the customer that is open; null where there is none. */
  readonly onClose: (() => void) | null;
}

/** Who was found, with what tells them apart, masked. */
export function FoundList({ question, onOpen, onClose }: FoundListProps) {
  const t = useText('customer');
  const common = useText('common');
  const format = useFormat();
  const words = useValueWords();
  const { data, error, retry } = useKernel('customers.find', question);
  const tags = useKernel('tags.list', {}, { background: true });
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data) return <LoadingState />;
  const { customers, more } = data;
  if (customers.length === 0)
    return <EmptyState title={t('foundNone')} description={question.rule ? t('foundNoneOfRule') : t('foundNoneHint')} />;
  const columns = customers[0]?.cells.map(({ tag }) => tag) ?? [];
  const nameOf = (id: string) => tags.data?.find((tag) => tag.id === id)?.name ?? id;
  return (
    <div className="cus-found">
      <div className="cus-found-head">
        <span aria-live="polite">
          {more ? t('foundMore', { n: format.exact(customers.length) }) : t('foundN', { n: format.exact(customers.length) })}
        </span>
        {onClose ? (
          <Button size="small" onClick={onClose}>
            {common('close')}
          </Button>
        ) : null}
      </div>
      <table className="cus-table" aria-label={t('found')}>
        <thead>
          <tr>
            <th scope="col">{t('key')}</th>
            {columns.map((tag) => (
              <th scope="col" key={tag}>
                {nameOf(tag)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {customers.map(({ key, shownKey, cells }) => (
            <tr key={key}>
              <th scope="row">
                <Button type="link" size="small" onClick={() => onOpen(key)} data-testid={`customer-found-${key}`}>
                  {shownKey}
                </Button>
              </th>
              {cells.map((cell) => (
                <td key={cell.tag}>{words(cell)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
