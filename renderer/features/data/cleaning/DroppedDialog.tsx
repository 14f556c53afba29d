import type { Cleaning, DroppedRow } from '#shared/model/cleaning';
import { useFormat, useText } from '../../../text';
import { LeftRowsDialog } from './LeftRowsDialog';

interface DroppedDialogProps {
  /** As it was applied. */
  readonly cleaning: Cleaning;
  readonly onClose: () => void;
}

type DroppedInStep = DroppedRow & { readonly step: number };

/** Every row of the source that has none in the cleaned table, and the row that stays in its place. */
export function DroppedDialog({ cleaning, onClose }: DroppedDialogProps) {
  const t = useText('cleaning');
  const format = useFormat();
  return (
    <LeftRowsDialog<DroppedInStep>
      method="cleanings.dropped"
      table={cleaning.table}
      title={t('allDropped')}
      text={t('allDroppedText')}
      width={640}
      testId="all-dropped"
      onClose={onClose}
      columns={[
        {
          title: t('survivor'),
          dataIndex: 'survivor',
          align: 'right',
          render: (line: number | null) =>
            line === null ? <span className="hx-faint">{t('byCondition')}</span> : format.exact(line),
        },
      ]}
    />
  );
}
