import { Modal } from 'antd';
import type { ReceivedResults, ResultRows } from '#shared/model/workList';
import { useFormat, useText } from '../../../text';

const CLOSE_BUTTON = { 'data-testid': 'work-received-close' } as const;
const KINDS = ['unmatched', 'duplicates', 'late', 'unreadable'] as const;

/** How a file of results met the orders: every row that was not taken, by its line. */
export function ReceivedDialog({ received, onClose }: { readonly received: ReceivedResults; readonly onClose: () => void }) {
  const t = useText('campaignWork');
  const format = useFormat();
  const { rows, taken, empty } = received;
  return (
    <Modal
      open
      title={t('received')}
      okText={t('close')}
      okButtonProps={CLOSE_BUTTON}
      cancelButtonProps={{ hidden: true }}
      onOk={onClose}
      onCancel={onClose}
    >
      <p data-testid="work-received" data-taken={taken}>
        {t('receivedOf', { rows: format.exact(rows), taken: format.exact(taken), empty: format.exact(empty) })}
      </p>
      {KINDS.filter((kind) => received[kind].n > 0).map((kind) => (
        <Rows key={kind} title={t(kind)} rows={received[kind]} />
      ))}
    </Modal>
  );
}

function Rows({ title, rows: { n, examples } }: { readonly title: string; readonly rows: ResultRows }) {
  const t = useText('campaignWork');
  const format = useFormat();
  return (
    <section className="wrk-rows">
      <h4>
        {title} {format.exact(n)}
      </h4>
      <ul>
        {examples.map(({ line, order, found }) => (
          <li key={line}>
            {t('line', { line })} <code>{order}</code> {found}
          </li>
        ))}
        {n > examples.length && <li className="hx-faint">{t('more', { n: format.exact(n - examples.length) })}</li>}
      </ul>
    </section>
  );
}
