import { Modal, Table } from 'antd';
import type { TagDefinition } from '#shared/model/tag';
import type { TagComparison } from '#shared/model/tagAnswers';
import { useKernel } from '../../engine/kernel';
import { useFormat, useText } from '../../text';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { LoadingState } from '../../ui/LoadingState';
import { useValueName } from './distribution/useValueName';
import { useSaveTag } from './useSaveTag';

interface ConfirmChangeProps {
  readonly definition: TagDefinition;
  readonly onClose: () => void;
  readonly onSaved?: () => void;
}

/** What a definition changes of the values that its tag has, before it is saved. */
export function ConfirmChange({ definition, onClose, onSaved }: ConfirmChangeProps) {
  const t = useText('tags');
  const common = useText('common');
  const { data, error, retry, progress } = useKernel('tags.compare', { definition });
  const { save, busy } = useSaveTag();
  const publishes = definition.status === 'published';
  const submit = async () => {
    if (!(await save(definition))) return;
    onClose();
    onSaved?.();
  };
  return (
    <Modal
      open
      width={680}
      title={t(publishes ? 'publishTitle' : 'saveTitle', { name: definition.name })}
      okText={publishes ? t('publish') : common('save')}
      okButtonProps={{ disabled: !data, loading: busy, 'data-testid': 'tag-confirm' }}
      cancelText={common('cancel')}
      onOk={() => void submit()}
      onCancel={onClose}
    >
      {error && <ErrorNotice error={error} onRetry={retry} />}
      {!data && !error && <LoadingState progress={progress} />}
      {data && <Changes comparison={data} labels={definition.labels} />}
    </Modal>
  );
}

interface ChangesProps {
  readonly comparison: TagComparison;
  readonly labels: TagDefinition['labels'];
}

function Changes({ comparison: { customers, changed, gained, lost, values }, labels }: ChangesProps) {
  const t = useText('tags');
  const format = useFormat();
  const valueName = useValueName(labels);
  const number = (n: number) => format.exact(n);
  const numbers = (['before', 'after', 'joined', 'left'] as const).map((key) => ({
    title: t(`compare.${key}`),
    dataIndex: key,
    align: 'right' as const,
    render: number,
  }));
  const said = { changed: number(changed), customers: number(customers), gained: number(gained), lost: number(lost) };
  return (
    <div className="tags-part" data-testid="tag-changes">
      <p>{changed === 0 ? t('changesNothing') : t('changes', said)}</p>
      {values.length > 0 && (
        <Table
          size="small"
          rowKey={({ value }) => `${typeof value}:${value}`}
          dataSource={[...values]}
          pagination={{ pageSize: 12, hideOnSinglePage: true }}
          columns={[{ title: t('value'), key: 'value', render: (_, { value }) => valueName(value) }, ...numbers]}
        />
      )}
    </div>
  );
}
