import { Button, Input } from 'antd';
import { useState } from 'react';
import { isStricter, type Treatment } from '#shared/model/export';
import type { DecisionBody, Manifest } from '#shared/model/package';
import { exportWords, treatmentText } from '#shared/report/exportTables';
import type { GrantedFile } from '#shared/rpc/shell';
import { useKernelAction } from '../../../engine/kernel';
import { saveReport } from '../../../engine/saveReport';
import { useLanguage, useText } from '../../../text';
import { Card } from '../../../ui/Card';
import { Choice } from '../define/Choice';

type Column = Manifest['columns'][number];

interface DecideFormProps {
  readonly file: GrantedFile;
  readonly manifest: Manifest;
  /** Points of the review that the person has not seen to. */
  readonly unseen: readonly string[];
}

/** What the reviewer says: whether it may leave, why, and with which stricter treatments. */
export function DecideForm({ file, manifest, unseen }: DecideFormProps) {
  const t = useText('exportReview');
  const { run, busy } = useKernelAction('packages.decide');
  const [reviewer, setReviewer] = useState('');
  const [reasons, setReasons] = useState('');
  const [without, setWithout] = useState('');
  const [changes, setChanges] = useState<DecisionBody['changes']>([]);
  const leavesOut = unseen.length > 0 && without.trim() !== '';
  const decide = (verdict: DecisionBody['verdict']) =>
    saveReport('hxdecision', manifest.name, (to) => {
      return run({
        file: file.token,
        reviewer: reviewer.trim(),
        verdict,
        reasons: [
          reasons.trim(),
          ...(leavesOut ? [t('leftOut', { points: unseen.join(t('listJoin')), why: without.trim() })] : []),
        ].join('\n'),
        changes: verdict === 'approved' ? changes : [],
        to,
      });
    });
  const change = (column: string, treatment: Treatment | null) => {
    const others = changes.filter((each) => each.column !== column);
    setChanges(treatment === null ? others : [...others, { column, treatment }]);
  };
  const isSaid = reviewer.trim() !== '' && reasons.trim() !== '';
  const isSeen = unseen.length === 0 || without.trim() !== '';
  return (
    <Card title={t('decide')} help={t('decideHelp')} testId="export-decide">
      <div className="exp-fields">
        {manifest.columns.map((column) => (
          <StricterChoice
            key={column.name}
            column={column}
            chosen={changes.find((each) => each.column === column.name)?.treatment}
            onChange={change}
          />
        ))}
      </div>
      <Input
        placeholder={t('reviewerName')}
        aria-label={t('reviewerName')}
        value={reviewer}
        maxLength={200}
        onChange={({ target }) => setReviewer(target.value)}
        data-testid="export-decide-reviewer"
      />
      <Input.TextArea
        rows={2}
        placeholder={t('reasons')}
        aria-label={t('reasons')}
        value={reasons}
        onChange={({ target }) => setReasons(target.value)}
        data-testid="export-decide-reasons"
      />
      {unseen.length > 0 && (
        <>
          <p className="exp-missing" role="status" data-testid="export-unseen">
            {t('unseen', { points: unseen.join(t('listJoin')) })}
          </p>
          <Input
            placeholder={t('without')}
            aria-label={t('without')}
            value={without}
            maxLength={1000}
            onChange={({ target }) => setWithout(target.value)}
            data-testid="export-decide-without"
          />
        </>
      )}
      <span className="exp-fields">
        <Button
          type="primary"
          disabled={!isSaid || !isSeen}
          loading={busy}
          onClick={() => void decide('approved')}
          data-testid="export-approve"
        >
          {changes.length === 0 ? t('approve') : t('approveStricter')}
        </Button>
        <Button disabled={!isSaid} loading={busy} onClick={() => void decide('returned')} data-testid="export-return">
          {t('return')}
        </Button>
      </span>
    </Card>
  );
}

interface StricterChoiceProps {
  readonly column: Column;
  readonly chosen: Treatment | undefined;
  readonly onChange: (column: string, treatment: Treatment | null) => void;
}

const AS_ASKED = '';

function StricterChoice({ column, chosen, onChange }: StricterChoiceProps) {
  const t = useText('exportReview');
  const words = exportWords(useLanguage());
  const all: Treatment[] = [{ kind: 'mask' }, { kind: 'hash' }, ...coarserOf(column), { kind: 'drop' }];
  const stricter = all.filter((treatment) => isStricter(column.treatment, treatment));
  const asAsked = { value: AS_ASKED, label: t('asAsked', { treatment: treatmentText(column.treatment, words) }) };
  return (
    <span className="hx-picker">
      <span className="hx-secondary">{column.name}</span>
      <Choice
        label={t('treatmentOf', { column: column.name })}
        value={chosen === undefined ? AS_ASKED : JSON.stringify(chosen)}
        options={[
          asAsked,
          ...stricter.map((treatment) => ({ value: JSON.stringify(treatment), label: treatmentText(treatment, words) })),
        ]}
        onChange={(value) => onChange(column.name, value === AS_ASKED ? null : (JSON.parse(value) as Treatment))}
        testId={`export-stricter-${column.name}`}
      />
    </span>
  );
}

/** Days by calendar; of numbers and places the reviewer does not know the spread, so a band the asker chose is made ten times as wide. */
function coarserOf({ type, treatment }: Column): Treatment[] {
  if (type === 'date') return (['month', 'quarter', 'year'] as const).map((unit) => ({ kind: 'generalise', to: { unit } }));
  if (treatment.kind !== 'generalise' || !('width' in treatment.to)) return [];
  return [{ kind: 'generalise', to: { width: treatment.to.width * 10 } }];
}
