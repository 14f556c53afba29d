import { Input, Modal, Select } from 'antd';
import { useState } from 'react';
import type { PathSpec } from '#shared/model/path';
import { useConditionNames } from '../../../conditions/conditionNames';
import { useText } from '../../../text';
import { setPathChoice, withGroup } from './pathChoice';

interface GroupDialogProps {
  /** The event that is in it from the start. */
  readonly event: string;
  readonly groups: PathSpec['groups'];
  readonly onClose: () => void;
}

/** Makes one step of several events. */
export function GroupDialog({ event, groups, onClose }: GroupDialogProps) {
  const t = useText('paths');
  const { events } = useConditionNames();
  const [name, setName] = useState('');
  const [chosen, choose] = useState<string[]>([event]);
  const make = () => {
    setPathChoice({ groups: withGroup(groups, { name: name.trim(), events: chosen }) });
    onClose();
  };
  return (
    <Modal
      open
      title={t('groupTitle')}
      okText={t('make')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: name.trim() === '' || chosen.length === 0 }}
      onOk={make}
      onCancel={onClose}
      data-testid="path-group"
    >
      <div className="pth-group">
        <Input
          autoFocus
          maxLength={200}
          placeholder={t('groupName')}
          aria-label={t('groupName')}
          value={name}
          onChange={({ target }) => setName(target.value)}
          data-testid="path-group-name"
        />
        <Select
          mode="multiple"
          aria-label={t('groupEvents')}
          value={chosen}
          options={events.map((kind) => ({ value: kind.event, label: kind.event }))}
          onChange={choose}
          data-testid="path-group-events"
        />
        <span className="hx-secondary">{t('groupHint')}</span>
      </div>
    </Modal>
  );
}
