import { ArrowDownOutlined, ArrowUpOutlined, MoreOutlined } from '@ant-design/icons';
import { Dropdown } from 'antd';
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { useText } from '../../text';
import { nameWithUnit } from '../nameWithUnit';
import { type GridColumn, LEAST_WIDTH_PX, MOST_WIDTH_PX } from './gridColumns';
import type { HeadTools } from './headTools';

interface ColumnHeadProps {
  readonly at: number;
  readonly column: GridColumn;
  /** Pixels. */
  readonly width: number;
  /** Place among the columns that are sorted by, −1 = not sorted. */
  readonly order: number;
  readonly tools: HeadTools;
  readonly isActive: boolean;
}

/** A column's name, which sorts, its menu and its edge, which is dragged. */
export function ColumnHead({ at, column, width, order, tools, isActive }: ColumnHeadProps) {
  const t = useText('grid');
  const tabIndex = isActive ? 0 : -1;
  const { name } = column;
  return (
    <>
      <span className="hx-grid-head-line">
        <button
          type="button"
          className="hx-grid-name hx-grid-sort"
          tabIndex={tabIndex}
          title={t('sortHelp', { name })}
          onClick={({ shiftKey }) => tools.onSort(at, shiftKey)}
          data-testid={`head-${name}`}
        >
          {nameWithUnit(column)}
        </button>
        {order >= 0 ? <SortMark sort={tools.sort} order={order} /> : null}
        <Dropdown menu={{ items: tools.menu(at) ?? [] }} trigger={['click']} autoFocus destroyOnHidden>
          <button
            type="button"
            className="hx-grid-menu"
            tabIndex={tabIndex}
            aria-label={t('menuOf', { name })}
            aria-haspopup="menu"
            data-testid={`head-menu-${name}`}
          >
            <MoreOutlined />
          </button>
        </Dropdown>
      </span>
      <ResizeEdge name={name} width={width} tabIndex={tabIndex} onResize={(px) => tools.onResize(at, px)} />
    </>
  );
}

function SortMark({ sort, order }: { readonly sort: HeadTools['sort']; readonly order: number }) {
  const t = useText('grid');
  const descending = sort[order]?.descending ?? false;
  return (
    <span className="hx-grid-sort-mark" data-testid={`sort-mark-${sort[order]?.column}`}>
      {descending ? <ArrowDownOutlined aria-hidden /> : <ArrowUpOutlined aria-hidden />}
      {sort.length > 1 ? <span aria-hidden>{order + 1}</span> : null}
      <span className="hx-visually-hidden">{t(descending ? 'sortedDown' : 'sortedUp', { n: order + 1 })}</span>
    </span>
  );
}

interface ResizeEdgeProps {
  readonly name: string;
  readonly width: number;
  readonly tabIndex: number;
  readonly onResize: (width: number | null) => void;
}

const KEY_STEP_PX = 16;

function ResizeEdge({ name, width, tabIndex, onResize }: ResizeEdgeProps) {
  const t = useText('grid');
  const start = useRef<{ x: number; width: number } | null>(null);
  const resize = (px: number) => onResize(Math.round(Math.max(LEAST_WIDTH_PX, Math.min(px, MOST_WIDTH_PX))));
  const press = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -KEY_STEP_PX, ArrowRight: KEY_STEP_PX }[event.key];
    if (by === undefined && event.key !== 'Enter') return;
    event.preventDefault();
    event.stopPropagation();
    if (by === undefined) onResize(null);
    else resize(width + by);
  };
  const drag = (event: PointerEvent<HTMLElement>) => {
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { x: event.clientX, width };
  };
  return (
    <button
      type="button"
      {...edgeRole(width)}
      aria-label={t('widthOf', { name })}
      className="hx-grid-edge"
      tabIndex={tabIndex}
      onKeyDown={press}
      onPointerDown={drag}
      onPointerMove={({ clientX }) => start.current && resize(start.current.width + clientX - start.current.x)}
      onPointerUp={() => {
        start.current = null;
      }}
      onDoubleClick={() => onResize(null)}
      data-testid={`head-edge-${name}`}
    />
  );
}

/** A separator that takes the focus is a slider between two columns to a screen reader. */
function edgeRole(width: number) {
  const range = { 'aria-valuenow': Math.round(width), 'aria-valuemin': LEAST_WIDTH_PX, 'aria-valuemax': MOST_WIDTH_PX };
  return { role: 'separator', 'aria-orientation': 'vertical' as const, ...range };
}
