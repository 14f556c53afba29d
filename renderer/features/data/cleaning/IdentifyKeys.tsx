import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, MinusOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { MOST_KEY_COLUMNS, MOST_KEYS } from '#shared/model/cleaning';
import type { TableColumn } from '#shared/model/import';
import { useKernel } from '../../../engine/kernel';
import { useText } from '../../../text';
import type { KeyPair, KeyPairs, StepFields } from './stepFields';

interface IdentifyKeysProps {
  readonly fields: StepFields;
  readonly columns: readonly TableColumn[];
  readonly onChange: (keys: StepFields['keys']) => void;
}

/** The keys in the order in which they are tried, each of one pair of columns or a few. */
export function IdentifyKeys({ fields: { customers, keys }, columns, onChange }: IdentifyKeysProps) {
  const t = useText('cleaningForm');
  const { data: tables = [] } = useKernel('tables.list', {});
  const theirs = tables.find(({ name }) => name === customers.table)?.columns ?? [];
  const swap = (at: number, other: number) =>
    onChange(keys.map((key, index) => (index === at ? keys[other] : index === other ? keys[at] : key) ?? key));
  return (
    <div className="hx-identify">
      <ol>
        {keys.map((pairs, at) => (
          <li key={placeKey(at)} className="hx-identify-key" data-testid={`identify-key-${at + 1}`}>
            <span className="hx-tabular hx-secondary">{at + 1}</span>
            <Pairs
              n={at + 1}
              pairs={pairs}
              own={columns}
              theirs={theirs}
              onChange={(next) => onChange(keys.map((key, index) => (index === at ? next : key)))}
            />
            <Act n={at + 1} act="keyUp" disabled={at === 0} onAct={() => swap(at, at - 1)} />
            <Act n={at + 1} act="keyDown" disabled={at === keys.length - 1} onAct={() => swap(at, at + 1)} />
            <Act n={at + 1} act="removeKey" onAct={() => onChange(keys.filter((_, index) => index !== at))} />
          </li>
        ))}
      </ol>
      <Button
        size="small"
        icon={<PlusOutlined />}
        disabled={keys.length >= MOST_KEYS}
        onClick={() => onChange([...keys, [{}]])}
        data-testid="identify-add"
      >
        {t('addKey')}
      </Button>
    </div>
  );
}

/** A key has nothing but its place that stays while it is changed. */
function placeKey(index: number): string {
  return `place-${index}`;
}

const ICONS = {
  keyUp: <ArrowUpOutlined />,
  keyDown: <ArrowDownOutlined />,
  removeKey: <DeleteOutlined />,
  addKeyPair: <PlusOutlined />,
  removeKeyPair: <MinusOutlined />,
};

interface ActProps {
  readonly n: number;
  readonly act: keyof typeof ICONS;
  readonly disabled?: boolean;
  readonly onAct: () => void;
}

function Act({ n, act, disabled = false, onAct }: ActProps) {
  const t = useText('cleaningForm');
  return (
    <Button
      size="small"
      type="text"
      icon={ICONS[act]}
      disabled={disabled}
      aria-label={t(act, { n })}
      title={t(act, { n })}
      onClick={onAct}
      data-testid={`identify-${act}-${n}`}
    />
  );
}

interface PairsProps {
  readonly n: number;
  readonly pairs: KeyPairs;
  readonly own: readonly TableColumn[];
  readonly theirs: readonly TableColumn[];
  readonly onChange: (pairs: KeyPairs) => void;
}

function Pairs({ n, pairs, own, theirs, onChange }: PairsProps) {
  const t = useText('cleaningForm');
  const put = (at: number, pair: KeyPair) => onChange(pairs.map((each, index) => (index === at ? pair : each)));
  return (
    <div className="hx-identify-pairs">
      {pairs.map((pair, at) => (
        <div className="hx-identify-pair" key={placeKey(at)}>
          <ColumnSelect
            label={t('ownColumn', { n })}
            value={pair.own}
            columns={own}
            onChange={(column) => put(at, { ...pair, own: column })}
          />
          <span aria-hidden>=</span>
          <ColumnSelect
            label={t('theirColumn', { n })}
            value={pair.theirs}
            columns={theirs}
            onChange={(column) => put(at, { ...pair, theirs: column })}
          />
          {at === 0 ? (
            <Act n={n} act="addKeyPair" disabled={pairs.length >= MOST_KEY_COLUMNS} onAct={() => onChange([...pairs, {}])} />
          ) : (
            <Act n={n} act="removeKeyPair" onAct={() => onChange(pairs.filter((_, index) => index !== at))} />
          )}
        </div>
      ))}
    </div>
  );
}

interface ColumnSelectProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly columns: readonly TableColumn[];
  readonly onChange: (column: string) => void;
}

function ColumnSelect({ label, value, columns, onChange }: ColumnSelectProps) {
  return (
    <Select
      showSearch
      size="small"
      value={value ?? null}
      aria-label={label}
      onChange={(column: string) => onChange(column)}
      options={columns.map(({ name }) => ({ value: name, label: name }))}
    />
  );
}
