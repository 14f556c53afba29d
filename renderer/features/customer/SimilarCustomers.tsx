import { Button, Select } from 'antd';
import { useState } from 'react';
import { type CustomerField, MOST_SIMILAR_TAGS, type SimilarAnswer, type SimilarCustomer } from '#shared/model/customer';
import type { HuaxiangError } from '#shared/model/result';
import { useKernel, useKernelAction } from '../../engine/kernel';
import { useFormat, useText } from '../../text';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { HelpTip } from '../../ui/HelpTip';
import { LoadingState } from '../../ui/LoadingState';
import { openCustomer } from '../../ui/openCustomer';
import { TabLeaves } from '../../ui/TabLeaves';
import { comparableTags, firstTags } from './similarTags';

interface SimilarCustomersProps {
  readonly customer: string;
  readonly fields: readonly CustomerField[];
}

const TOLD_TAGS = 3;

/** The nearest customers by the tags that a person chooses; nothing is compared until it is asked for. */
export function SimilarCustomers({ customer, fields }: SimilarCustomersProps) {
  const t = useText('customer');
  const library = useKernel('tags.list', {}, { background: true });
  const tags = comparableTags(library.data ?? [], fields);
  const [typed, setTyped] = useState<readonly string[] | null>(null);
  const [answer, setAnswer] = useState<SimilarAnswer | null>(null);
  const [error, setError] = useState<HuaxiangError | null>(null);
  const similar = useKernelAction('customers.similar');
  const chosen = typed ?? firstTags(tags);
  const run = async () => {
    const result = await similar.run({ customer, tags: [...chosen] });
    setAnswer(result.ok ? result.value : null);
    setError(result.ok ? null : result.error);
  };
  return (
    <div className="cus-panel">
      <div className="cus-similar-head">
        <TabLeaves>
          <Select
            mode="multiple"
            className="cus-similar-tags"
            maxCount={MOST_SIMILAR_TAGS}
            maxTagCount="responsive"
            aria-label={t('similarTags')}
            placeholder={t('chooseTags')}
            value={[...chosen]}
            options={tags.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={setTyped}
            showSearch={{ optionFilterProp: 'label' }}
            data-testid="similar-tags"
          />
        </TabLeaves>
        <HelpTip text={t('similarHelp')} />
        <Button type="primary" disabled={chosen.length === 0 || similar.busy} onClick={run} data-testid="similar-run">
          {t('compute')}
        </Button>
      </div>
      {error && error.code !== 'CANCELLED' ? <ErrorNotice error={error} onRetry={run} /> : null}
      {similar.busy ? <LoadingState label={t('computing')} progress={similar.progress} onCancel={similar.cancel} /> : null}
      {answer && !similar.busy ? <Nearest answer={answer} fields={fields} /> : null}
    </div>
  );
}

function Nearest({ answer, fields }: { readonly answer: SimilarAnswer; readonly fields: readonly CustomerField[] }) {
  const t = useText('customer');
  const format = useFormat();
  const { customers, compared } = answer;
  if (customers.length === 0) return <p className="hx-faint">{t('noneSimilar')}</p>;
  return (
    <>
      <div className="hx-faint" aria-live="polite">
        {t('comparedN', { n: format.exact(compared) })}
      </div>
      <table className="cus-table" aria-label={t('similar')} data-testid="similar-table">
        <thead>
          <tr>
            <th scope="col">{t('key')}</th>
            <th scope="col">{t('distance')}</th>
            <th scope="col">{t('differsIn')}</th>
          </tr>
        </thead>
        <tbody>
          {customers.map((near) => (
            <tr key={near.key}>
              <th scope="row">
                <Button type="link" size="small" className="cus-link" onClick={() => openCustomer(near.key)}>
                  {near.shownKey}
                </Button>
              </th>
              <td>{format.decimal(near.distance, 3)}</td>
              <td>
                <Differences near={near} fields={fields} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Differences({ near, fields }: { readonly near: SimilarCustomer; readonly fields: readonly CustomerField[] }) {
  const t = useText('customer');
  const common = useText('common');
  const format = useFormat();
  const told = near.tags.filter(({ difference }) => difference > 0).slice(0, TOLD_TAGS);
  if (told.length === 0) return <span className="hx-faint">{t('identical')}</span>;
  const nameOf = (tag: string) => fields.find((field) => field.tag === tag)?.name ?? tag;
  return told.map(({ tag, difference }) => `${nameOf(tag)} ${format.decimal(difference, 2)}`).join(common('listJoin'));
}
