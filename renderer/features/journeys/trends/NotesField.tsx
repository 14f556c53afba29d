import { DeleteOutlined } from '@ant-design/icons';
import { Button, Checkbox, DatePicker, Input, Modal } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import type { Annotation } from '#shared/model/annotation';
import { useKernel, useKernelAction } from '../../../engine/kernel';
import { notifyError } from '../../../engine/notices';
import { useText } from '../../../text';
import { useTrendChoice } from './trendChoice';

/** Whether campaigns and notes are drawn, and the notes themselves. */
export function NotesField({ asOf }: { readonly asOf: string }) {
  const t = useText('trends');
  const annotate = useTrendChoice((choice) => choice.annotate) === true;
  const [open, setOpen] = useState(false);
  return (
    <span className="hx-picker">
      <Checkbox
        checked={annotate}
        onChange={({ target }) => useTrendChoice.setState({ annotate: target.checked })}
        data-testid="trends-annotate"
      >
        {t('annotate')}
      </Checkbox>
      <Button size="small" aria-haspopup="dialog" onClick={() => setOpen(true)} data-testid="trends-notes">
        {t('editNotes')}
      </Button>
      <Modal open={open} title={t('editNotes')} footer={null} onCancel={() => setOpen(false)} destroyOnHidden>
        <Notes asOf={asOf} />
      </Modal>
    </span>
  );
}

function Notes({ asOf }: { readonly asOf: string }) {
  const t = useText('trends');
  const { data = [] } = useKernel('annotations.list', {}, { keep: true });
  const { run } = useKernelAction('annotations.remove');
  const remove = async ({ id }: Annotation) => {
    const result = await run({ id });
    if (!result.ok) notifyError(result.error);
  };
  return (
    <div className="trd-notes" data-testid="trends-note-list">
      <p className="hx-faint">{t('notesHint')}</p>
      {data.length === 0 && <p className="hx-secondary">{t('noNotes')}</p>}
      {data.map((note) => (
        <div key={note.id} className="trd-note-row">
          <span className="hx-tabular">{note.day}</span>
          <span>{note.label}</span>
          <Button
            type="text"
            size="small"
            icon={<DeleteOutlined />}
            aria-label={t('removeNote', { label: note.label })}
            onClick={() => void remove(note)}
          />
        </div>
      ))}
      <NewNote asOf={asOf} />
    </div>
  );
}

/** A note that is added is shown at once. */
function NewNote({ asOf }: { readonly asOf: string }) {
  const t = useText('trends');
  const { run, busy } = useKernelAction('annotations.save');
  const [day, setDay] = useState(asOf);
  const [label, setLabel] = useState('');
  const add = async () => {
    const result = await run({ annotation: { id: crypto.randomUUID(), day, label } });
    if (!result.ok) return notifyError(result.error);
    setLabel('');
    useTrendChoice.setState({ annotate: true });
  };
  return (
    <form
      className="trd-note-row"
      onSubmit={(event) => {
        event.preventDefault();
        if (label.trim() !== '') void add();
      }}
    >
      <DatePicker
        allowClear={false}
        aria-label={t('noteDay')}
        value={dayjs(day)}
        onChange={(chosen) => chosen && setDay(chosen.format('YYYY-MM-DD'))}
        data-testid="trends-note-day"
      />
      <Input
        maxLength={200}
        aria-label={t('noteLabel')}
        placeholder={t('noteLabel')}
        value={label}
        onChange={({ target }) => setLabel(target.value)}
        data-testid="trends-note-label"
      />
      <Button htmlType="submit" type="primary" disabled={label.trim() === ''} loading={busy} data-testid="trends-note-add">
        {t('addNote')}
      </Button>
    </form>
  );
}
