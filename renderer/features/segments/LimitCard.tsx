import { Form, InputNumber, Select, Switch } from 'antd';
import type { Limit } from '#shared/model/segment';
import { useKernel } from '../../engine/kernel';
import { useFormat, useText } from '../../text';
import { ErrorDetails } from '../../ui/ErrorNotice';
import { useEditorState, useSegmentEditor } from './openEditors';
import { countableRule } from './ruleDraft';
import { useSegmentContext } from './segmentContext';

const FIRST_LIMIT: Limit = { n: 1000, ties: 'draw', seed: 1 };

/** Only so many of the members: the first by a tag or drawn by a seed, of all or of each value of a tag. */
export function LimitCard() {
  const t = useText('segments');
  const editor = useSegmentEditor();
  const limit = useEditorState((state) => state.history.present.limit);
  return (
    <section className="seg-card" aria-label={t('limit')} data-testid="limit">
      <div className="seg-limit-line">
        <span className="seg-panel-title">{t('limit')}</span>
        <Switch
          size="small"
          aria-label={t('limit')}
          checked={limit !== undefined}
          onChange={(on) => editor.limit(on ? FIRST_LIMIT : undefined)}
          data-testid="limit-switch"
        />
      </div>
      {limit && <LimitFields limit={limit} />}
      {limit && <LimitedCount limit={limit} />}
    </section>
  );
}

function LimitFields({ limit }: { readonly limit: Limit }) {
  const t = useText('segments');
  const editor = useSegmentEditor();
  const { tags } = useSegmentContext();
  const ordered = [...tags.values()].filter(({ type }) => type === 'number' || type === 'date');
  const grouping = [...tags.values()].filter(({ type }) => type === 'category' || type === 'boolean');
  const change = (changed: Partial<Limit>) => editor.limit({ ...limit, ...changed });
  const choosePer = (per: string | undefined) => {
    const { per: _, ...rest } = limit;
    editor.limit(per === undefined ? rest : { ...rest, per });
  };
  const chooseBy = (expression: string | undefined) => {
    const { by, ...rest } = limit;
    editor.limit(expression === undefined ? rest : { ...rest, by: { expression, descending: by?.descending ?? true } });
  };
  return (
    <Form layout="vertical" size="small" className="seg-limit">
      <Form.Item label={t('limitN')}>
        <InputNumber
          size="small"
          aria-label={t('limitN')}
          min={1}
          precision={0}
          value={limit.n}
          onChange={(n) => change({ n: n ?? 1 })}
          data-testid="limit-n"
        />
      </Form.Item>
      <Form.Item label={t('limitPer')}>
        <Select
          size="small"
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          aria-label={t('limitPer')}
          placeholder={t('limitOfAll')}
          value={limit.per ?? null}
          options={grouping.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(per) => choosePer(per ?? undefined)}
          data-testid="limit-per"
        />
      </Form.Item>
      <Form.Item label={t('limitBy')}>
        <Select
          size="small"
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          aria-label={t('limitBy')}
          placeholder={t('limitAtRandom')}
          value={limit.by?.expression ?? null}
          options={ordered.map(({ id, name }) => ({ value: column(id), label: name }))}
          onChange={(expression) => chooseBy(expression ?? undefined)}
          data-testid="limit-by"
        />
      </Form.Item>
      {limit.by && <OrderFields limit={limit} onChange={change} />}
    </Form>
  );
}

function OrderFields({ limit, onChange }: { readonly limit: Limit; readonly onChange: (changed: Partial<Limit>) => void }) {
  const t = useText('segments');
  const { by, ties } = limit;
  if (!by) return null;
  return (
    <>
      <Select<'desc' | 'asc'>
        size="small"
        aria-label={t('limitBy')}
        value={by.descending ? 'desc' : 'asc'}
        options={[
          { value: 'desc', label: t('largestFirst') },
          { value: 'asc', label: t('smallestFirst') },
        ]}
        onChange={(order) => onChange({ by: { ...by, descending: order === 'desc' } })}
        data-testid="limit-order"
      />
      <Select<Limit['ties']>
        size="small"
        aria-label={t('ties')}
        value={ties}
        options={[
          { value: 'draw', label: t('tiesDraw') },
          { value: 'keep', label: t('tiesKeep') },
        ]}
        onChange={(next) => onChange({ ties: next })}
        data-testid="limit-ties"
      />
    </>
  );
}

function LimitedCount({ limit }: { readonly limit: Limit }) {
  const t = useText('segments');
  const format = useFormat();
  const root = useEditorState((state) => state.history.present.root);
  const { data, error } = useKernel('segments.count', { who: countableRule(root).rule, limit }, { keep: true });
  if (error) return <ErrorDetails error={error} />;
  return (
    <div className="seg-limit-count" data-testid="limit-count" data-value={data?.n}>
      {data ? t('limitedTo', { n: format.exact(data.n) }) : '…'}
    </div>
  );
}

/** A tag as the expression that reads it. */
function column(tag: string): string {
  return `"${tag.replaceAll('"', '""')}"`;
}
