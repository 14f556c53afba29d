import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import { SHORTEST_REASON } from '#shared/model/audit';
import { useText } from '../../text';
import { keepCredentials, type PartProps } from './importDraft';

const LONGEST_REASON = 500;

/** Says which columns of passwords and the like are left out of the table; whoever needs them says why. */
export function CredentialNotice({ preview: { credentials = [] }, draft, onChange }: PartProps) {
  const t = useText('data');
  const common = useText('common');
  const [reason, setReason] = useState('');
  if (credentials.length === 0) return null;
  const columns = credentials.join(common('listJoin'));
  const kept = draft.options.kept?.[0];
  const isShort = [...reason.trim()].length < SHORTEST_REASON;
  const keep = () => (isShort ? undefined : onChange(keepCredentials(draft, credentials, reason.trim())));
  if (kept)
    return (
      <Alert
        className="hx-import-template"
        type="error"
        showIcon
        title={t('credentialsKept', { columns, reason: kept.reason })}
        action={
          <Button size="small" onClick={() => onChange(keepCredentials(draft, [], ''))} data-testid="credentials-drop">
            {t('credentialsDrop')}
          </Button>
        }
        data-testid="credentials-kept"
      />
    );
  return (
    <Alert
      className="hx-import-template"
      type="warning"
      showIcon
      title={t('credentialsFound', { columns })}
      description={
        <span className="hx-import-keep">
          <Input
            size="small"
            aria-label={t('credentialsReason')}
            placeholder={t('credentialsReason')}
            maxLength={LONGEST_REASON}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
            onPressEnter={keep}
            data-testid="credentials-reason"
          />
          <Button size="small" disabled={isShort} onClick={keep} data-testid="credentials-keep">
            {t('credentialsKeep')}
          </Button>
        </span>
      }
      data-testid="credentials-found"
    />
  );
}
