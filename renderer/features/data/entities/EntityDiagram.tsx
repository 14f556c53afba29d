import { useMemo } from 'react';
import type { EntityMap, TableLink } from '#shared/model/entities';
import type { TableInfo } from '#shared/model/workspace';
import { useFormat, useText } from '../../../text';
import { CARD_WIDTH, type DiagramCard, HEAD_HEIGHT, LINE_HEIGHT, layoutDiagram } from './diagram';
import './diagram.css';

interface EntityDiagramProps {
  readonly tables: readonly TableInfo[];
  readonly map: EntityMap;
  readonly links: readonly TableLink[];
  /** A table was chosen, to change what it is. */
  readonly onChoose: (table: string) => void;
}

/** Tables as cards with the columns that matter, and lines between columns that hold the same; the list beside says it in words. */
export function EntityDiagram({ tables, map, links, onChoose }: EntityDiagramProps) {
  const t = useText('entities');
  const { cards, lines, width, height } = useMemo(() => layoutDiagram(tables, map, links), [tables, map, links]);
  return (
    <section className="hx-card hx-diagram" aria-label={t('diagram')} data-testid="entity-diagram">
      <div className="hx-diagram-plane" style={{ width, height }}>
        <svg width={width} height={height} aria-hidden>
          {lines.map(({ id, d, label, x, y, isUsed, isMany }) => (
            <g key={id} className="hx-diagram-line" data-used={isUsed} data-many={isMany}>
              <path d={d} />
              <text x={x} y={y - 3}>
                {label}
              </text>
            </g>
          ))}
        </svg>
        {cards.map((card) => (
          <Card key={card.table} card={card} onChoose={onChoose} />
        ))}
      </div>
    </section>
  );
}

function Card({ card, onChoose }: { readonly card: DiagramCard; readonly onChoose: (table: string) => void }) {
  const t = useText('entities');
  const common = useText('common');
  const format = useFormat();
  const { table, rows, role, columns, more, x, y, height } = card;
  return (
    <button
      type="button"
      className="hx-diagram-card"
      data-role={role}
      style={{ left: x, top: y, width: CARD_WIDTH, height }}
      onClick={() => onChoose(table)}
      data-testid={`diagram-${table}`}
    >
      <span className="hx-diagram-head" style={{ height: HEAD_HEIGHT }}>
        <span className="hx-ellipsis hx-diagram-name" title={table}>
          {table}
        </span>
        <span className="hx-diagram-role">{`${t(`role.${role}`)} · ${format.count(rows)} ${common('rows')}`}</span>
      </span>
      {columns.map((column) => (
        <span key={column} className="hx-ellipsis hx-diagram-column" style={{ height: LINE_HEIGHT }} title={column}>
          {column}
        </span>
      ))}
      {more > 0 ? (
        <span className="hx-diagram-column hx-faint" style={{ height: LINE_HEIGHT }}>
          {t('moreColumns', { n: more })}
        </span>
      ) : null}
    </button>
  );
}
