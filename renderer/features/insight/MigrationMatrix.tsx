import type { MigrationAnswer, Move } from '#shared/model/migration';
import { useFormat, useText } from '../../text';
import { toSegment } from './insightRules';
import { useStageName } from './stageName';

/** Then by later, every number a segment where a rule can say who it is. */
export function MigrationMatrix({ answer }: { readonly answer: MigrationAnswer }) {
  const t = useText('migration');
  const format = useFormat();
  const nameOf = useStageName();
  const { stages, moves } = answer;
  const sum = (of: readonly Move[]) => of.reduce((total, { n }) => total + n, 0);
  const rows = stages.flatMap((stage, from) => (moves.some((move) => move.from === from) ? [{ stage, from }] : []));
  const columns = stages.flatMap((stage, to) => (moves.some((move) => move.to === to) ? [{ stage, to }] : []));
  return (
    <section aria-label={t('matrix')}>
      <div className="ins-matrix">
        <table data-testid="migration-matrix">
          <thead>
            <tr>
              <td className="hx-faint">{t('thenNow')}</td>
              {columns.map(({ stage, to }) => (
                <th key={to} scope="col">
                  {nameOf(stage)}
                </th>
              ))}
              <th scope="col">{t('total')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ stage, from }) => {
              const total = sum(moves.filter((move) => move.from === from));
              return (
                <tr key={from}>
                  <th scope="row">{nameOf(stage)}</th>
                  {columns.map(({ stage: later, to }) => (
                    <td key={to} data-same={from === to}>
                      <Cell
                        move={moves.find((move) => move.from === from && move.to === to)}
                        names={{ from: nameOf(stage), to: nameOf(later) }}
                        total={total}
                      />
                    </td>
                  ))}
                  <td className="hx-tabular">{format.exact(total)}</td>
                </tr>
              );
            })}
            <tr>
              <th scope="row">{t('total')}</th>
              {columns.map(({ to }) => (
                <td key={to} className="hx-tabular">
                  {format.exact(sum(moves.filter((move) => move.to === to)))}
                </td>
              ))}
              <td className="hx-tabular">{format.exact(answer.n)}</td>
            </tr>
          </tbody>
        </table>
      </div>
      <p className="ins-notes hx-faint" data-testid="migration-rules">
        {moves.some(({ rule }) => rule !== null) ? t('someRules') : t('noRules', { reason: t(`reason.${reasonOf(answer)}`) })}
      </p>
    </section>
  );
}

function reasonOf({ from, to, who }: MigrationAnswer): 'load' | 'audience' | 'tag' {
  if ('receipt' in from || 'receipt' in to) return 'load';
  return who.kind === 'audience' ? 'audience' : 'tag';
}

interface CellProps {
  readonly move: Move | undefined;
  readonly names: { readonly from: string; readonly to: string };
  /** Customers who were at the stage. */
  readonly total: number;
}

function Cell({ move, names, total }: CellProps) {
  const t = useText('migration');
  const format = useFormat();
  if (!move) return <span className="hx-faint">–</span>;
  const { n, rule } = move;
  const share = total === 0 ? 0 : n / total;
  const said = { ...names, n: format.exact(n) };
  const title = `${t(rule ? 'cell' : 'cellOnly', said)} · ${t('moveShare', { share: format.percent(share, 1) })}`;
  const content = (
    <>
      <span className="hx-tabular">{format.exact(n)}</span>
      <span className="hx-secondary hx-tabular">{format.percent(share, 1)}</span>
    </>
  );
  if (!rule) {
    return (
      <span className="ins-cell" style={{ '--share': share }} title={title}>
        {content}
      </span>
    );
  }
  return (
    <button
      type="button"
      className="ins-cell ins-cell-open"
      style={{ '--share': share }}
      title={title}
      onClick={() => toSegment(rule)}
      data-testid={`move-${move.from}-${move.to}`}
      data-n={n}
    >
      {content}
    </button>
  );
}
