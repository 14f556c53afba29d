import { CheckOutlined, CloseOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useMemo, useState } from 'react';
import type { ExplainAnswer } from '#shared/model/segment';
import { useKernel } from '../../engine/kernel';
import { useText } from '../../text';
import { ErrorDetails } from '../../ui/ErrorNotice';
import { openCustomer } from '../../ui/openCustomer';
import { useNodeLabel } from './nodeLabel';
import { useEditorState } from './openEditors';
import { countableRule } from './ruleDraft';
import { findNode } from './ruleTree';

/** Why one customer is in or is not: every block with what was read. */
export function ExplainCard() {
  const t = useText('segments');
  const [typed, setTyped] = useState('');
  const [customer, setCustomer] = useState('');
  return (
    <section className="seg-card" aria-label={t('why')} data-testid="explain">
      <div className="seg-panel-title">{t('why')}</div>
      <Input.Search
        size="small"
        placeholder={t('customerKey')}
        aria-label={t('customerKey')}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        onSearch={(key) => setCustomer(key.trim())}
        enterButton={<Button data-testid="explain-run">{t('explain')}</Button>}
        data-testid="explain-customer"
      />
      {customer !== '' && <Explanation customer={customer} />}
    </section>
  );
}

function Explanation({ customer }: { readonly customer: string }) {
  const t = useText('segments');
  const root = useEditorState((state) => state.history.present.root);
  const { rule, pathOf } = useMemo(() => countableRule(root), [root]);
  const { data, error } = useKernel('rules.explain', { rule, customer }, { keep: true });
  if (error) return <ErrorDetails error={error} />;
  if (!data) return null;
  return (
    <div aria-live="polite">
      <div className="seg-why-verdict" data-testid="explain-verdict" data-member={data.member}>
        <Mark passes={data.member} /> {data.member ? t('isMember', { key: data.key }) : t('isNoMember', { key: data.key })}{' '}
        <Button type="link" size="small" onClick={() => openCustomer(data.key)} data-testid="explain-open">
          {t('openCustomer')}
        </Button>
      </div>
      <ul>
        {[...pathOf].flatMap(([id, path]) => {
          const block = path === '' ? undefined : data.blocks.find((each) => each.path === path);
          return block ? [<ExplainedBlock key={id} id={id} block={block} />] : [];
        })}
      </ul>
    </div>
  );
}

function ExplainedBlock({ id, block }: { readonly id: string; readonly block: ExplainAnswer['blocks'][number] }) {
  const t = useText('segments');
  const label = useNodeLabel();
  const root = useEditorState((state) => state.history.present.root);
  const node = findNode(root, id);
  const depth = block.path.split('.').length - 1;
  const { passes, value } = block;
  return (
    <li className="seg-why-block" style={{ '--depth': depth }} data-testid={`explain-${block.path}`} data-passes={passes}>
      <Mark passes={passes} />
      <span className="hx-ellipsis">{node ? label(node) : ''}</span>
      {value !== undefined && <span className="hx-faint">{value === null ? t('valueUnknown') : String(value)}</span>}
    </li>
  );
}

function Mark({ passes }: { readonly passes: boolean }) {
  const t = useText('segments');
  return passes ? (
    <CheckOutlined className="seg-pass" aria-label={t('meets')} />
  ) : (
    <CloseOutlined className="seg-fail" aria-label={t('meetsNot')} />
  );
}
