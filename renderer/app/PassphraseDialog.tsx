import { Alert, Checkbox, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import type { HuaxiangError } from '#shared/model/result';
import { SHORTEST_PASSPHRASE } from '#shared/model/workspace';
import { type PassphrasePurpose, usePassphraseQuestion } from '../engine/passphrase';
import { useText } from '../text';
import { ErrorDetails } from '../ui/ErrorNotice';

/** Asks for the passphrase of a workspace, or for a new one twice, saying beforehand what it protects and what is lost with it. */
export function PassphraseDialog() {
  const { question } = usePassphraseQuestion();
  return question ? <Asked key={`${question.purpose} ${question.name}`} question={question} /> : null;
}

type Question = NonNullable<ReturnType<typeof usePassphraseQuestion.getState>['question']>;

/** What only has to be opened asks for no new passphrase. */
const OPENING: ReadonlySet<PassphrasePurpose> = new Set(['open', 'unlockKey', 'openPackage']);

function Asked({ question: { purpose, name, attempt, leave } }: { readonly question: Question }) {
  const t = useText('passphrase');
  const common = useText('common');
  const [present, setPresent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [plain, setPlain] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<HuaxiangError | null>(null);
  const opens = OPENING.has(purpose);
  const asksPresent = opens || purpose === 'change';
  const asksNext = !opens && !plain;
  const of = purpose === 'sealKey' ? 'Key' : purpose === 'sealPackage' ? 'Package' : '';
  const isReady = (!asksPresent || present !== '') && (!asksNext || ([...next].length >= SHORTEST_PASSPHRASE && next === again));
  const run = async () => {
    if (!isReady || busy) return;
    setBusy(true);
    const failed = await attempt({ passphrase: asksPresent ? present : plain ? '' : next, next });
    setBusy(false);
    setError(failed);
  };
  return (
    <Modal
      open
      title={t(`title.${purpose}`, { name })}
      okText={t(`do.${purpose}`)}
      cancelText={common('cancel')}
      okButtonProps={{ disabled: !isReady, loading: busy, 'data-testid': 'passphrase-run' }}
      cancelButtonProps={{ disabled: busy }}
      onOk={run}
      onCancel={() => (busy ? undefined : leave())}
      width={520}
    >
      <Form layout="vertical" onFinish={run}>
        {purpose === 'saveAs' ? (
          <Form.Item>
            <Checkbox checked={plain} onChange={({ target }) => setPlain(target.checked)} data-testid="passphrase-plain">
              {t('plain')}
            </Checkbox>
          </Form.Item>
        ) : null}
        {asksPresent ? (
          <Secret label={t('present')} value={present} onChange={setPresent} testId="passphrase-present" isFirst />
        ) : null}
        {asksNext ? (
          <>
            <Alert
              type="warning"
              showIcon
              title={t(`unrecoverable${of}`)}
              description={t(`protects${of}`)}
              className="hx-passphrase-note"
            />
            <Secret
              label={t('next', { n: SHORTEST_PASSPHRASE })}
              value={next}
              onChange={setNext}
              testId="passphrase-next"
              isFirst={!asksPresent}
            />
            <Secret label={t('again')} value={again} onChange={setAgain} testId="passphrase-again" />
            {again !== '' && again !== next ? <p className="hx-faint">{t('differs')}</p> : null}
          </>
        ) : null}
        {plain ? <Alert type="warning" showIcon title={t('plainNote')} /> : null}
      </Form>
      {error ? <ErrorDetails error={error} /> : null}
    </Modal>
  );
}

interface SecretProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly testId: string;
  readonly isFirst?: boolean;
}

function Secret({ label, value, onChange, testId, isFirst = false }: SecretProps) {
  return (
    <Form.Item label={label}>
      <Input.Password
        autoFocus={isFirst}
        autoComplete="off"
        aria-label={label}
        value={value}
        onChange={({ target }) => onChange(target.value)}
        data-testid={testId}
      />
    </Form.Item>
  );
}
