import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, InputNumber, Segmented, Select } from 'antd';
import { useState } from 'react';
import type { BucketSource, TagSource } from '#shared/model/tagSource';
import { useKernelAction } from '../../../engine/kernel';
import { notifyError } from '../../../engine/notices';
import { useText } from '../../../text';
import { nameWithUnit } from '../../../ui/nameWithUnit';
import { Field } from '../Field';
import { useLibrary } from '../libraryContext';
import { rangeLabel, withEdgeAdded, withEdgeRemoved, withEdges } from './bucketDraft';
import { useLatest } from './useLatest';

const METHODS = ['quantile', 'width', 'typed'] as const;
const FIRST_BUCKETS = 5;

interface BucketFormProps {
  readonly source: BucketSource;
  readonly onChange: (source: TagSource) => void;
}

/** Ranges of a number or date tag: cut by the data at first, then as a person sets and names them. */
export function BucketForm({ source, onChange }: BucketFormProps) {
  const t = useText('tagForms');
  const { tags } = useLibrary();
  const [n, setN] = useState(source.labels.length || FIRST_BUCKETS);
  const { run, busy } = useKernelAction('tags.edges');
  const begin = useLatest();
  const cut = async (next: BucketSource, buckets: number) => {
    onChange(next);
    if (next.method === 'typed' || next.tag === '') return;
    const isWanted = begin();
    const result = await run({ tag: next.tag, method: next.method, n: buckets });
    if (!isWanted()) return;
    if (result.ok) onChange(withEdges({ ...next, edges: [], labels: [] }, result.value.edges));
    else notifyError(result.error);
  };
  const bucketable = tags.filter(({ type }) => type === 'number' || type === 'date');
  const isDate = bucketable.find(({ id }) => id === source.tag)?.type === 'date';
  return (
    <>
      <Field label={t('bucketTag')}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          aria-label={t('bucketTag')}
          placeholder={t('choose')}
          value={source.tag || null}
          options={bucketable.map((tag) => ({ value: tag.id, label: nameWithUnit(tag) }))}
          onChange={(tag) => tag !== null && void cut({ ...source, tag, edges: [], labels: [] }, n)}
          data-testid="wizard-bucket-tag"
        />
      </Field>
      <div className="tags-fields">
        <Field label={t('method')} hint={t(`methodHint.${source.method}`)}>
          <Segmented
            aria-label={t('method')}
            value={source.method}
            options={METHODS.map((value) => ({
              value,
              label: <span data-testid={`wizard-method-${value}`}>{t(`method.${value}`)}</span>,
            }))}
            onChange={(method) => void cut({ ...source, method }, n)}
          />
        </Field>
        {source.method !== 'typed' && (
          <Field label={t('buckets')}>
            <InputNumber
              min={2}
              max={1000}
              precision={0}
              aria-label={t('buckets')}
              value={n}
              onChange={(typed) => {
                const buckets = typed ?? FIRST_BUCKETS;
                setN(buckets);
                void cut(source, buckets);
              }}
              data-testid="wizard-buckets"
            />
          </Field>
        )}
      </div>
      {source.tag !== '' && !busy && <Edges source={source} isDate={isDate} onChange={onChange} />}
    </>
  );
}

function Edges({ source, isDate, onChange }: BucketFormProps & { readonly isDate: boolean }) {
  const t = useText('tagForms');
  const first = isDate ? new Date().toISOString().slice(0, 10) : 0;
  const typed = (next: BucketSource) => onChange({ ...next, method: 'typed' });
  return (
    <Field label={t('edges')} hint={t('edgesHint')}>
      <ol className="tags-edges">
        {source.labels.map((label, index) => (
          <EdgeRow key={keyOf(index)} source={source} index={index} label={label} onChange={onChange} onEdges={typed} />
        ))}
      </ol>
      <Button
        size="small"
        icon={<PlusOutlined />}
        onClick={() => typed(withEdgeAdded(source, first))}
        data-testid="wizard-edge-add"
      >
        {t('addEdge')}
      </Button>
    </Field>
  );
}

/** Ranges have no identity but their place. */
function keyOf(index: number): string {
  return `range-${index}`;
}

interface EdgeRowProps extends BucketFormProps {
  readonly index: number;
  readonly label: string;
  readonly onEdges: (source: BucketSource) => void;
}

function EdgeRow({ source, index, label, onChange, onEdges }: EdgeRowProps) {
  const t = useText('tagForms');
  const edge = source.edges[index - 1];
  const setEdge = (next: number | string) => onEdges(withEdges(source, source.edges.with(index - 1, next)));
  return (
    <li>
      {edge === undefined ? (
        <span className="hx-faint">{t('below')}</span>
      ) : (
        <EdgeInput edge={edge} label={t('edgeN', { n: index })} onChange={setEdge} testId={`wizard-edge-${index}`} />
      )}
      <Input
        size="small"
        aria-label={t('labelOfRange', { range: rangeLabel(source.edges, index) })}
        value={label}
        onChange={({ target }) => onChange({ ...source, labels: source.labels.with(index, target.value) })}
        data-testid={`wizard-label-${index}`}
      />
      <Button
        size="small"
        type="text"
        icon={<DeleteOutlined />}
        style={{ visibility: index === 0 || source.edges.length < 2 ? 'hidden' : 'visible' }}
        aria-label={t('removeEdge', { n: index })}
        onClick={() => onEdges(withEdgeRemoved(source, index - 1))}
      />
    </li>
  );
}

interface EdgeInputProps {
  readonly edge: number | string;
  readonly label: string;
  readonly onChange: (edge: number | string) => void;
  readonly testId: string;
}

function EdgeInput({ edge, label, onChange, testId }: EdgeInputProps) {
  if (typeof edge === 'number')
    return (
      <InputNumber
        size="small"
        aria-label={label}
        value={edge}
        onChange={(typed) => typed !== null && onChange(typed)}
        data-testid={testId}
      />
    );
  return (
    <Input
      size="small"
      type="date"
      aria-label={label}
      value={edge}
      onChange={({ target }) => onChange(target.value)}
      data-testid={testId}
    />
  );
}
