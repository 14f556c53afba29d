import { Button, Modal, Table, Tag } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import type { QualitySuggestion } from '#shared/model/quality';
import type { HuaxiangError } from '#shared/model/result';
import { useKernelAction } from '../../../engine/kernel';
import { type Format, type Translate, useFormat, useText } from '../../../text';
import { EmptyState } from '../../../ui/EmptyState';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { LoadingState } from '../../../ui/LoadingState';
import { scoreText } from '../../../ui/qualityLevel';
import { useRuleWords } from './ruleWords';

interface SuggestDialogProps {
  readonly table: string;
  readonly onClose: () => void;
}

/** Rules that the data speaks for, each with its evidence; accepted all together or one by one. */
export function SuggestDialog({ table, onClose }: SuggestDialogProps) {
  const t = useText('quality');
  const { suggestions, error, setError, ask, suggest } = useSuggestions(table);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const save = useKernelAction('quality.save');
  const [unchosen, setUnchosen] = useState<ReadonlySet<string>>(new Set());
  const open = (suggestions ?? []).filter((suggestion) => !left.has(keyOf(suggestion)));
  const chosen = open.filter((suggestion) => !unchosen.has(keyOf(suggestion)));
  const accept = async (accepted: readonly QualitySuggestion[]) => {
    const result = await save.run({ rules: accepted.map(({ draft }) => ({ ...draft, id: crypto.randomUUID() })) });
    if (!result.ok) return setError(result.error);
    const rest = open.length - accepted.length;
    setLeft((before) => new Set([...before, ...accepted.map(keyOf)]));
    if (rest === 0) onClose();
  };
  const close = () => {
    suggest.cancel();
    onClose();
  };
  return (
    <Modal
      open
      title={t('suggestTitle', { table })}
      width="min(980px, 94vw)"
      style={{ top: 40 }}
      okText={t('acceptSelected', { n: chosen.length })}
      okButtonProps={{ disabled: chosen.length === 0, loading: save.busy, 'data-testid': 'suggest-accept' }}
      onOk={() => void accept(chosen)}
      onCancel={close}
    >
      {error ? <ErrorNotice error={error} onRetry={() => void ask()} /> : null}
      {suggestions || error ? null : <LoadingState label={t('suggesting')} progress={suggest.progress} onCancel={close} />}
      {suggestions && open.length === 0 ? <EmptyState title={t('noSuggestions')} description={t('noSuggestionsText')} /> : null}
      {open.length > 0 ? (
        <Suggestions
          suggestions={open}
          chosen={chosen}
          onChoose={(keys) => setUnchosen(new Set(open.map(keyOf).filter((key) => !keys.includes(key))))}
          onAccept={(suggestion) => void accept([suggestion])}
        />
      ) : null}
    </Modal>
  );
}

function useSuggestions(table: string) {
  const [suggestions, setSuggestions] = useState<readonly QualitySuggestion[]>();
  const [error, setError] = useState<HuaxiangError>();
  const suggest = useKernelAction('quality.suggest');
  const { run } = suggest;
  const ask = useCallback(async () => {
    setError(undefined);
    const result = await run({ table });
    if (result.ok) setSuggestions(result.value);
    else setError(result.error);
  }, [run, table]);
  useEffect(() => void ask(), [ask]);
  return { suggestions, error, setError, ask, suggest };
}

function keyOf({ draft }: QualitySuggestion): string {
  return JSON.stringify(draft.check);
}

interface SuggestionsProps {
  readonly suggestions: readonly QualitySuggestion[];
  readonly chosen: readonly QualitySuggestion[];
  readonly onChoose: (keys: readonly string[]) => void;
  readonly onAccept: (suggestion: QualitySuggestion) => void;
}

function Suggestions({ suggestions, chosen, onChoose, onAccept }: SuggestionsProps) {
  const t = useText('quality');
  const wordsOf = useRuleWords();
  const format = useFormat();
  return (
    <>
      <p className="hx-secondary hx-suggest-text">{t('suggestText')}</p>
      <Table<QualitySuggestion>
        className="hx-suggestions"
        sticky
        size="small"
        rowKey={keyOf}
        dataSource={[...suggestions]}
        pagination={false}
        rowSelection={{ selectedRowKeys: chosen.map(keyOf), onChange: (keys) => onChoose(keys.map(String)) }}
        columns={[
          {
            title: t('rule'),
            key: 'rule',
            render: (_, { draft }) => <span className="hx-rule-words">{wordsOf(draft.check)}</span>,
          },
          {
            title: t('severity'),
            key: 'severity',
            width: 90,
            render: (_, { draft }) => <Tag>{t(`severity.${draft.severity}`)}</Tag>,
          },
          { title: t('evidence'), key: 'evidence', width: '34%', render: (_, suggestion) => evidence(suggestion, t, format) },
          {
            title: t('actions'),
            key: 'accept',
            width: 100,
            render: (_, suggestion) => (
              <Button size="small" onClick={() => onAccept(suggestion)} data-testid={`suggest-${suggestion.draft.check.kind}`}>
                {t('accept')}
              </Button>
            ),
          },
        ]}
      />
    </>
  );
}

function evidence({ checked, failing, seen }: QualitySuggestion, t: Translate<'quality'>, format: Format): string {
  const n = format.exact(checked);
  const holds =
    failing === 0
      ? t('evidenceAll', { checked: n })
      : t('evidenceMost', { checked: n, share: scoreText(1 - failing / checked, format), failing: format.exact(failing) });
  return seen ? `${holds} · ${t('evidenceSeen', { min: format.exact(seen[0]), max: format.exact(seen[1]) })}` : holds;
}
