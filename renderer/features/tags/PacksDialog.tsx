import { Button, InputNumber, Modal, Tag } from 'antd';
import { useState } from 'react';
import type { TagDefinition } from '#shared/model/tag';
import type { TagPack } from '#shared/model/tagPack';
import { useKernel, useKernelAction } from '../../engine/kernel';
import { notify, notifyError } from '../../engine/notices';
import { useLanguage, useText } from '../../text';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { LoadingState } from '../../ui/LoadingState';
import './packs.css';
import { countedIn, ownThresholds, type Threshold, withThresholdIn } from './thresholds';

/** Ready-made tags over the columns and events that there are; each pack is applied in one click, as its thresholds stand. */
export function PacksDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useText('tags');
  const language = useLanguage();
  const { data, error, retry, progress } = useKernel('tags.packs', { language });
  return (
    <Modal open footer={null} width={760} title={t('packs')} onCancel={onClose} style={{ top: 40 }}>
      <p className="hx-secondary">{t('packsText')}</p>
      {error && <ErrorNotice error={error} onRetry={retry} />}
      {!data && !error && <LoadingState progress={progress} />}
      <ul className="tags-packs">
        {data?.map((pack) => (
          <PackCard key={pack.id} pack={pack} />
        ))}
      </ul>
    </Modal>
  );
}

function PackCard({ pack }: { readonly pack: TagPack }) {
  const t = useText('tags');
  const common = useText('common');
  const [changed, setChanged] = useState<ReadonlyMap<string, TagDefinition>>(new Map());
  const { run, busy } = useKernelAction('tags.importLibrary');
  const fits = pack.missing.length === 0;
  const definitions = pack.definitions.map((each) => changed.get(each.id) ?? each);
  const apply = async () => {
    const library = { format: 'huaxiang.tags' as const, version: 1 as const, tags: definitions };
    const result = await run({ library, apply: true });
    const refused = result.ok ? result.value.find(({ error }) => error)?.error : result.error;
    if (refused) notifyError(refused);
    else notify({ kind: 'success', text: 'saved' });
  };
  return (
    <li className="tags-pack" data-fits={fits} data-testid={`pack-${pack.id}`}>
      <div className="tags-pack-head">
        <h3>{t(`pack.${pack.id}`)}</h3>
        {pack.saved.length > 0 && pack.saved.length === pack.definitions.length && <Tag color="success">{t('packApplied')}</Tag>}
        {fits && (
          <Button type="primary" size="small" loading={busy} onClick={() => void apply()} data-testid={`pack-apply-${pack.id}`}>
            {pack.saved.length > 0 ? t('packAgain') : common('apply')}
          </Button>
        )}
      </div>
      {!fits && (
        <p className="hx-faint">
          {t('packMissing', { needs: pack.missing.map((need) => t(`need.${need}`)).join(common('listJoin')) })}
        </p>
      )}
      {definitions.map((definition) => (
        <PackTag
          key={definition.id}
          definition={definition}
          amount={pack.unit}
          thresholds={ownThresholds(definition, definitions)}
          onChange={(path, value) => setChanged(new Map(withThresholdIn(definitions, definition, path, value)))}
        />
      ))}
    </li>
  );
}

interface PackTagProps {
  readonly definition: TagDefinition;
  /** What ranges and amounts are counted in. */
  readonly amount: string | undefined;
  readonly thresholds: readonly Threshold[];
  readonly onChange: (path: Threshold['path'], value: number) => void;
}

function PackTag({ definition, amount, thresholds, onChange }: PackTagProps) {
  return (
    <div className="tags-pack-tag">
      <div>
        <strong>{definition.name}</strong> <span className="hx-faint hx-mono">{definition.id}</span>
      </div>
      {definition.description && <p className="hx-secondary tags-small">{definition.description}</p>}
      <div className="tags-thresholds">
        {thresholds.map((threshold) => (
          <ThresholdField
            key={threshold.path.join('.')}
            threshold={threshold}
            amount={amount}
            definition={definition}
            onChange={(value) => onChange(threshold.path, value)}
          />
        ))}
      </div>
    </div>
  );
}

interface ThresholdFieldProps extends Pick<PackTagProps, 'definition' | 'amount'> {
  readonly threshold: Threshold;
  readonly onChange: (value: number) => void;
}

function ThresholdField({ threshold, amount, definition, onChange }: ThresholdFieldProps) {
  const { of: value, path, value: number } = threshold;
  const t = useText('tags');
  const forms = useText('tagForms');
  const spans = useText('segments');
  const label = definition.labels.find((each) => each.value === value)?.label ?? value ?? '';
  const name = definition.source.kind === 'rfm' ? rfmName(path, forms) : label;
  const unit = countedIn(threshold, definition);
  const inUnits = unit === 'day' || unit === 'week' || unit === 'month' || unit === 'year' ? spans(`unit.${unit}`) : undefined;
  return (
    <span className="tags-threshold">
      {name && <span className="hx-faint">{name}</span>}
      <InputNumber
        size="small"
        aria-label={t('thresholdOf', { name })}
        value={number}
        onChange={(typed) => typed !== null && onChange(typed)}
        data-testid={`threshold-${definition.id}-${path.join('-')}`}
      />
      <span data-testid={`threshold-unit-${definition.id}-${path.join('-')}`}>{unit === 'amount' ? amount : inUnits}</span>
    </span>
  );
}

function rfmName(path: Threshold['path'], forms: ReturnType<typeof useText<'tagForms'>>): string {
  const [group, name, score] = path;
  if (name !== 'recency' && name !== 'frequency' && name !== 'monetary') return '';
  return group === 'means' ? forms('meanOf', { name: forms(`rfm.${name}`) }) : `${forms(`rfm.${name}`)} ${Number(score) + 2}`;
}
