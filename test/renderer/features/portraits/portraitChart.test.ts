import { describe, expect, test } from 'vitest';
import { drawTgi, portraitChart, tgiRange } from '../../../../renderer/features/portraits/portraitChart';
import { look, scarce, tag, value } from './support';

/** Draws one row on a plot of 0–300 TGI over 300 pixels from x = 1000. */
function draw(row: number, values = tag.values) {
  const points = values.map((one, index) =>
    typeof one.tgi === 'number' && Array.isArray(one.interval) ? [index, one.tgi, ...one.interval] : [index, 100, 100, 100],
  );
  const api = {
    value: (dimension: number) => points[row]?.[dimension],
    coord: ([x, y]: [number, number]) => [1000 + x, 20 + y * 34],
  };
  return drawTgi(values, look)({ dataIndex: row, coordSys: { x: 1000, width: 300 } } as never, api as never);
}

describe('portraitChart', () => {
  test('draws the whole option as in the golden file', async () => {
    const text = JSON.stringify(portraitChart(tag.values, look), (_, item) => (typeof item === 'function' ? 'ƒ' : item), 2);
    await expect(`${text}\n`).toMatchFileSnapshot('../../../golden/portraits/chartOption.json');
  });

  test('draws bars, whiskers and labels of every verdict as in the golden file', async () => {
    const drawn = tag.values.map((_, row) => draw(row));
    await expect(`${JSON.stringify(drawn, null, 2)}\n`).toMatchFileSnapshot('../../../golden/portraits/drawnRows.json');
  });

  test('cuts a whisker at the edge of the plot', () => {
    const drawn = JSON.stringify(draw(0, [value('wide', 150, [90, 9000])]));
    expect(drawn).toContain('"x2":1300');
    expect(drawn).not.toContain('10000');
  });

  test('tells the value under the pointer', () => {
    const { tooltip } = portraitChart(tag.values, look) as {
      tooltip: { formatter: (points: { dataIndex: number }[]) => string };
    };
    expect(tooltip.formatter([{ dataIndex: 1 }])).toBe('about retired');
    expect(tooltip.formatter([])).toBe('');
  });
});

describe('tgiRange', () => {
  test.each([
    ['always holds 75 to 125', [value('a', 101, [99, 103])], 75, 125, 25],
    ['reaches to round numbers beyond the ends', [value('a', 240, [180, 312])], 50, 350, 50],
    ['does not follow a whisker without end', [value('a', 120, [60, 5000])], 50, 200, 25],
    ['goes down to nought', [value('a', 3, [0.4, 20])], 0, 125, 25],
    ['takes wider steps for large numbers', [value('a', 812, [700, 930])], 0, 1000, 200],
    ['stands for values of which nothing may be said', [scarce], 75, 125, 25],
  ])('%s', (_, values, min, max, interval) => {
    expect(tgiRange(values)).toEqual({ min, max, interval });
  });
});
