import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { type Decoy, MOST_CANARIES } from '#shared/model/canary';
import { type ExportPolicy, RECIPIENT_KINDS } from '#shared/model/export';
import { useText } from '../../text';

interface CanariesPartProps {
  readonly policy: ExportPolicy;
  readonly onChange: (change: Pick<Partial<ExportPolicy>, 'canaries' | 'decoys'>) => void;
}

/** Fewest canary rows by kind of recipient, and the contacts that stand in them in the clear. */
export function CanariesPart({ policy: { canaries, decoys }, onChange }: CanariesPartProps) {
  const t = useText('exports');
  return (
    <div className="exp-reviewers">
      <span className="hx-secondary">{t('canariesOf')}</span>
      <div className="exp-fields">
        {RECIPIENT_KINDS.map((kind) => (
          <span key={kind} className="hx-picker">
            <span className="hx-secondary">{t(`kind.${kind}`)}</span>
            <InputNumber
              min={0}
              max={MOST_CANARIES}
              precision={0}
              aria-label={`${t('canariesOf')} ${t(`kind.${kind}`)}`}
              value={canaries[kind]}
              onChange={(n) => n !== null && onChange({ canaries: { ...canaries, [kind]: n } })}
              data-testid={`export-canaries-${kind}`}
            />
          </span>
        ))}
      </div>
      <span className="hx-secondary">{t('decoys')}</span>
      {decoys.map((decoy, place) => {
        const said = Object.values(decoy).join(' · ');
        return (
          <p key={said}>
            {said}{' '}
            <Button
              size="small"
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('removeDecoy', { name: said })}
              onClick={() => onChange({ decoys: decoys.filter((_, other) => other !== place) })}
            />
          </p>
        );
      })}
      <DecoyForm onAdd={(decoy) => onChange({ decoys: [...decoys, decoy] })} />
    </div>
  );
}

/** What lists hold most; other kinds of values come with a policy file. */
const KINDS = ['name', 'mobile', 'email'] as const;

function DecoyForm({ onAdd }: { readonly onAdd: (decoy: Decoy) => void }) {
  const t = useText('exports');
  const [texts, setTexts] = useState<Decoy>({});
  const known = KINDS.flatMap((kind) => {
    const text = (texts[kind] ?? '').trim();
    return text === '' ? [] : [[kind, text] as const];
  });
  const add = () => {
    onAdd(Object.fromEntries(known));
    setTexts({});
  };
  return (
    <span className="exp-fields">
      {KINDS.map((kind) => (
        <Input
          key={kind}
          size="small"
          className="exp-name"
          maxLength={200}
          placeholder={t(`decoy.${kind}`)}
          aria-label={t(`decoy.${kind}`)}
          value={texts[kind] ?? ''}
          onChange={({ target }) => setTexts((before) => ({ ...before, [kind]: target.value }))}
          data-testid={`export-decoy-${kind}`}
        />
      ))}
      <Button size="small" icon={<PlusOutlined />} disabled={known.length === 0} onClick={add} data-testid="export-decoy-add">
        {t('addDecoy')}
      </Button>
    </span>
  );
}
