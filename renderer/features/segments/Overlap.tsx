import type { Rule } from '#shared/model/rule';
import type { OverlapAnswer } from '#shared/model/segment';
import { useKernel } from '../../engine/kernel';
import { useFormat, useText } from '../../text';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { LoadingState } from '../../ui/LoadingState';
import { openAsNew } from './openAsNew';
import { bothRule, jaccard, partRule } from './overlapRules';

interface OverlapProps {
  /** Ids, in the order in which they are shown. */
  readonly segments: readonly string[];
  readonly onOpened: () => void;
}

/** How segments share their members, pair by pair and part by part; whatever is clicked becomes a new segment. */
export function Overlap({ segments, onOpened }: OverlapProps) {
  const t = useText('segments');
  const { data, error, retry } = useKernel('segments.overlap', { segments: [...segments] }, { keep: true });
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data) return <LoadingState />;
  const open = (rule: Rule) => {
    openAsNew(rule);
    onOpened();
  };
  return (
    <section className="seg-card" aria-label={t('overlap')} data-testid="segment-overlap">
      <div className="seg-panel-title">{t('overlap')}</div>
      <p className="hx-faint seg-small">{t('overlapHint')}</p>
      <PairMatrix answer={data} onOpen={open} />
      {data.parts.length > 0 && <Parts answer={data} onOpen={open} />}
    </section>
  );
}

interface ViewProps {
  readonly answer: OverlapAnswer;
  readonly onOpen: (rule: Rule) => void;
}

function PairMatrix({ answer, onOpen }: ViewProps) {
  const t = useText('segments');
  const format = useFormat();
  const { segments, both } = answer;
  return (
    <div className="seg-matrix">
      <table>
        <thead>
          <tr>
            <td />
            {segments.map(({ id, name }) => (
              <th key={id} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {segments.map(({ id, name }, a) => (
            <tr key={id}>
              <th scope="row">{name}</th>
              {segments.map((other, b) => {
                const likeness = jaccard(answer, a, b);
                const n = both[a]?.[b] ?? 0;
                return (
                  <td key={other.id}>
                    <button
                      type="button"
                      className="seg-matrix-cell"
                      style={{ '--share': likeness ?? 0 }}
                      title={t('pairTitle', { a: name, b: other.name, n: format.exact(n), jaccard: shown(likeness) })}
                      onClick={() => onOpen(bothRule(id, other.id))}
                      data-testid={`overlap-${id}-${other.id}`}
                    >
                      {format.exact(n)}
                      <span className="hx-faint seg-small">{a === b ? '' : shown(likeness)}</span>
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );

  function shown(likeness: number | null): string {
    return likeness === null ? '–' : format.percent(likeness, 1);
  }
}

/** An UpSet chart: a bar for each part, dots for the segments that it is in. */
function Parts({ answer, onOpen }: ViewProps) {
  const t = useText('segments');
  const format = useFormat();
  const { segments, parts } = answer;
  const most = Math.max(1, ...parts.map(({ n }) => n));
  return (
    <ul className="seg-parts" aria-label={t('parts')}>
      {parts.map((part) => {
        const names = segments.filter(({ id }) => part.segments.includes(id)).map(({ name }) => name);
        return (
          <li key={part.segments.join('\n')}>
            <button
              type="button"
              className="seg-part"
              title={t('partTitle', { names: names.join(t('comma')), n: format.exact(part.n) })}
              onClick={() => onOpen(partRule(part.segments, answer))}
              data-testid={`part-${part.segments.join('+')}`}
            >
              <span className="seg-part-dots" aria-hidden>
                {segments.map(({ id }) => (
                  <span key={id} data-in={part.segments.includes(id)} />
                ))}
              </span>
              <span className="seg-part-names">{names.join(' ∩ ')}</span>
              <span className="seg-part-bar" aria-hidden>
                <span style={{ width: `${(part.n / most) * 100}%` }} />
              </span>
              <span className="seg-part-n">{format.exact(part.n)}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
