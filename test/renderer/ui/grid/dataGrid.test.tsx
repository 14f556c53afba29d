import { act, createRef } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { switchLanguage } from '../../../../renderer/text';
import { DataGrid, type GridHandle } from '../../../../renderer/ui/grid/DataGrid';
import type { GridRange } from '../../../../renderer/ui/grid/gridSelection';
import type { HeadTools } from '../../../../renderer/ui/grid/headTools';

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);

const columns = ['id', 'name', 'city', 'age'].map((name) => ({ name, type: 'text' as const }));
const handle = createRef<GridHandle>();
const onCopy = vi.fn<(range: GridRange) => void>();
const tools = {
  sort: [{ column: 'name', descending: true }],
  onSort: vi.fn<HeadTools['onSort']>(),
  onResize: vi.fn<HeadTools['onResize']>(),
  menu: vi.fn<HeadTools['menu']>((at) => [{ key: 'hide', label: `hide ${at}`, onClick: () => hidden(at) }]),
};
const hidden = vi.fn<(at: number) => void>();

let root: Root;
let page: HTMLElement;

beforeEach(async () => {
  vi.clearAllMocks();
  switchLanguage('en');
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(400);
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(900);
  page = document.body.appendChild(document.createElement('div'));
  root = createRoot(page);
  await act(async () =>
    root.render(
      <DataGrid
        handle={handle}
        label="people"
        columns={columns}
        widths={[100, 100, 100, 100]}
        pinned={1}
        total={50}
        cell={(row, column) => `${row}/${column}`}
        onVisible={() => undefined}
        tools={tools}
        onCopy={onCopy}
      />,
    ),
  );
});

afterEach(async () => {
  await act(async () => root.unmount());
  page.remove();
  vi.restoreAllMocks();
});

const grid = () => find('[role="grid"]');
const head = (name: string) => find(`[data-testid="head-${name}"]`);

function find(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`nothing is ${selector}`);
  return found;
}

async function press(target: HTMLElement, key: string, held: KeyboardEventInit = {}): Promise<void> {
  await act(async () => target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...held })));
}

async function copy(): Promise<GridRange | undefined> {
  await act(async () => grid().focus());
  await act(async () => document.dispatchEvent(new Event('copy', { bubbles: true, cancelable: true })));
  return onCopy.mock.lastCall?.[0];
}

test('a screen reader is told how large the grid is, what is sorted and what is selected', async () => {
  expect(grid().getAttribute('aria-rowcount')).toBe('51');
  expect(grid().getAttribute('aria-colcount')).toBe('5');
  expect(find('th[title="name"]').getAttribute('aria-sort')).toBe('descending');
  expect(find('th[title="city"]').hasAttribute('aria-sort')).toBe(false);
  expect(grid().getAttribute('aria-activedescendant')).toBe('cell-0-0');
  await press(grid(), 'ArrowRight');
  await press(grid(), 'ArrowDown', { shiftKey: true });
  expect(grid().getAttribute('aria-activedescendant')).toBe('cell-1-1');
  expect([...document.querySelectorAll('td[aria-selected="true"]')].map(({ id }) => id)).toEqual(['cell-0-1', 'cell-1-1']);
});

test('the Tab key reaches the head of the column that is moved to, and no other', async () => {
  await press(grid(), 'ArrowRight');
  await press(grid(), 'ArrowRight');
  const reached = [...document.querySelectorAll<HTMLElement>('thead button')].filter(({ tabIndex }) => tabIndex === 0);
  expect(reached.map(({ dataset }) => dataset.testid)).toEqual(['head-city', 'head-menu-city', 'head-edge-city']);
});

test('a head sorts, with Shift as well as by others', async () => {
  await act(async () => head('city').click());
  await act(async () => head('age').dispatchEvent(new MouseEvent('click', { bubbles: true, shiftKey: true })));
  expect(tools.onSort.mock.calls).toEqual([
    [2, false],
    [3, true],
  ]);
});

test('a head has a menu', async () => {
  await act(async () => find('[data-testid="head-menu-age"]').click());
  await vi.waitFor(() => find('[role="menuitem"]'));
  expect(find('[role="menuitem"]').textContent).toBe('hide 3');
  await act(async () => find('[role="menuitem"]').click());
  expect(hidden).toHaveBeenCalledWith(3);
});

test('the edge of a head makes its column wider and narrower by keys, Enter as wide as it was; the selection stays', async () => {
  const edge = find('[data-testid="head-edge-name"]');
  expect(edge.getAttribute('role')).toBe('separator');
  expect(edge.getAttribute('aria-valuenow')).toBe('100');
  await press(edge, 'ArrowRight');
  await press(edge, 'ArrowLeft');
  await press(edge, 'Enter');
  expect(tools.onResize.mock.calls).toEqual([
    [1, 116],
    [1, 84],
    [1, null],
  ]);
  expect(grid().getAttribute('aria-activedescendant')).toBe('cell-0-0');
});

test('what is selected is copied while the grid has the focus', async () => {
  expect(await copy()).toEqual({ rows: [0, 0], columns: [0, 0] });
  await press(grid(), ' ', { ctrlKey: true });
  expect(await copy()).toEqual({ rows: [0, 49], columns: [0, 0] });
  await press(grid(), 'a', { ctrlKey: true });
  expect(await copy()).toEqual({ rows: [0, 49], columns: [0, 3] });
  await act(async () => handle.current?.selectColumn(2));
  expect(await copy()).toEqual({ rows: [0, 49], columns: [2, 2] });
  onCopy.mockClear();
  head('name').focus();
  document.dispatchEvent(new Event('copy'));
  expect(onCopy).not.toHaveBeenCalled();
});

test('a pinned column stays behind the row numbers', () => {
  expect(find('#cell-0-0').dataset.pinned).toBe('true');
  expect(find('#cell-0-0').style.left).toContain('0px');
  expect(find('#cell-0-1').style.left).toBe('');
});
