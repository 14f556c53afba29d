import { describe, expect, test } from 'vitest';
import type { PortraitValue } from '#shared/model/answers';
import { provincesOfCities, regionNames } from '#shared/model/regions';
import { rankBars } from '#shared/report/rankBars';
import { tgiEnds, tintPercent } from '#shared/report/tgiScale';
import {
  differenceOf,
  findingsOf,
  highestTgi,
  largestDifferences,
  strongestOfTags,
  wordSize,
} from '#shared/report/valueFindings';
import { calendarOf } from '../../../../../renderer/features/portraits/views/calendarRows';
import { cityTiles } from '../../../../../renderer/features/portraits/views/cityTiles';
import { picturesOf } from '../../../../../renderer/features/portraits/views/pictures';
import { PROVINCE_PLACES, provinceMap } from '../../../../../renderer/features/portraits/views/provinceMap';
import { quadrantChart } from '../../../../../renderer/features/portraits/views/quadrantChart';
import { radarChart } from '../../../../../renderer/features/portraits/views/radarChart';
import { look as portraitLook, scarce, tag, value } from '../support';

const by = (estimate: number): Pick<PortraitValue, 'shareDifference'> => ({
  shareDifference: { estimate, interval: [estimate - 0.01, estimate + 0.01] },
});
const values = [
  { ...value('much', 400, [350, 450], 0.01), ...by(0.02) },
  { ...value('more', 150, [140, 160], 0.01), ...by(0.2) },
  { ...value('same', 101, [90, 110]), ...by(0.4) },
  { ...value('less', 50, [40, 60], 0.01), ...by(-0.3) },
  scarce,
];
const other = { ...tag, tag: 'city' };
const findings = findingsOf([
  ...values.map((one) => ({ tag, value: one })),
  { tag: other, value: { ...value('none', 0, [0, 9], 0.01), ...by(-0.1) } },
]);
const names = (found: readonly { value: PortraitValue }[]) => found.map((each) => each.value.value);
const look = {
  ...portraitLook,
  segment: 'segment',
  base: 'base',
  shareAxis: 'share',
  findingName: (row: { value: PortraitValue }) => String(row.value.value),
  verdict: (verdict: string) => verdict,
};

describe('findings', () => {
  test('leave out what must not be said', () => {
    expect(names(findings)).toEqual(['much', 'more', 'same', 'less', 'none']);
  });

  test('are ranked by TGI over the base, and by difference either way, without noise', () => {
    expect(names(highestTgi(findings, 9))).toEqual(['much', 'more']);
    expect(names(largestDifferences(findings, 9))).toEqual(['less', 'more', 'none', 'much']);
    expect(names(highestTgi(findings, 1))).toEqual(['much']);
    expect(differenceOf(scarce)).toBe(0);
  });

  test('have one strongest value per tag', () => {
    expect(names(strongestOfTags(findings, 6))).toEqual(['much', 'none']);
  });

  test('words grow with the logarithm of TGI', () => {
    const words = [{ tgi: 100 }, { tgi: 200 }, { tgi: 400 }];
    const [small = 0, middle = 0, large = 0] = words.map(({ tgi }) => wordSize(tgi, words));
    expect(middle - small).toBeCloseTo(large - middle, -1);
    expect([small, large]).toEqual([13, 30]);
  });
});

test('ranked bars begin where nothing differs, all on one scale', () => {
  const [much, more] = rankBars(highestTgi(findings, 2), 'tgi');
  expect(much?.left).toBe(more?.left);
  expect((much?.width ?? 0) / (more?.width ?? 1)).toBeCloseTo(300 / 50);
  expect(much?.high).toBe(100);
  const [less, moreShare] = rankBars(largestDifferences(findings, 2), 'difference');
  expect((less?.left ?? 0) + (less?.width ?? 0)).toBeCloseTo(moreShare?.left ?? 0);
});

describe('quadrantChart', () => {
  const option = quadrantChart(findings, look) as {
    series: { name: string; data: { value: number[]; label?: object }[] }[];
    tooltip: { formatter: (at: { seriesName: string; dataIndex: number }) => string };
  };

  test('has a series per verdict and puts a TGI of 0 at the edge', () => {
    expect(option.series.map(({ name, data }) => [name, data.length])).toEqual([
      ['same', 1],
      ['under', 2],
      ['over', 2],
    ]);
    expect(option.series[1]?.data[1]?.value[1]).toBe(10);
    expect(option.series[0]?.data[0]?.label).toBeUndefined();
    expect(option.tooltip.formatter({ seriesName: 'under', dataIndex: 0 })).toBe('about less');
  });

  test.each([
    [[120, 90], { min: 50, max: 200 }],
    [[30, 340], { min: 25, max: 400 }],
    [[0, 1234], { min: 10, max: 2000 }],
  ])('the axis for %s', (tgis, ends) => {
    expect(tgiEnds(findings.slice(0, 2).map((finding, at) => ({ ...finding, tgi: tgis[at] ?? 0 })))).toEqual(ends);
  });
});

test('a radar sets the segment against a ring of 100', () => {
  const { radar, series } = radarChart(findings.slice(0, 3), look) as {
    radar: { indicator: { max: number }[] };
    series: [{ data: { value: number[] }[] }];
  };
  expect(radar.indicator.map(({ max }) => max)).toEqual([400, 400, 400]);
  expect(series[0].data.map((each) => each.value)).toEqual([
    [400, 150, 101],
    [100, 100, 100],
  ]);
});

test('a tint is as strong for half as for double', () => {
  expect(tintPercent(200)).toBe(tintPercent(50));
  expect([100, 400, 9000, 0].map(tintPercent)).toEqual([12, 45, 45, 45]);
});

describe('the map of provinces', () => {
  const mapped = (...written: (string | null)[]) => {
    const regions = written.map((one) => ({ ...value('', 100, [90, 110]), value: one }));
    return provinceMap({ type: 'category', values: regions });
  };

  test('has all provincial units, no two in one place', () => {
    expect([...PROVINCE_PLACES.keys()].sort()).toEqual([...new Set(regionNames('province').values())].sort());
    expect(new Set([...PROVINCE_PLACES.values()].map(({ row, column }) => `${row}:${column}`)).size).toBe(34);
  });

  test('places provinces however they are written, and keeps the rest beside it', () => {
    const map = mapped('浙江', 'Beijing', '上海市', '外国', '浙江省', null);
    expect(map?.placed.map(({ value: one }) => one.value)).toEqual(['浙江', 'Beijing', '上海市']);
    expect(map?.others.map((one) => one.value)).toEqual(['外国', '浙江省', null]);
    expect(map?.empty).toHaveLength(31);
  });

  test('is not offered for other words, or for two provinces', () => {
    expect(mapped('浙江', '上海')).toBeNull();
    expect(mapped('浙江', '上海', '北京', 'a', 'b', 'c')).toBeNull();
    expect(picturesOf({ ...tag, values: [] })).toEqual(['bars']);
  });
});

describe('cities', () => {
  const tiled = (...written: (string | null)[]) =>
    cityTiles({ type: 'category', values: written.map((one) => ({ ...value('', 100, [90, 110]), value: one })) });

  test('stand under their provinces in the order of the map, with or without 市, and the rest beside them', () => {
    const tiles = tiled('杭州', '广州市', '宁波市', '北京', '哈尔滨', '延边', '杭州市', '火星', null);
    expect(tiles?.provinces.map(({ name, latin, cities }) => [name, latin, cities.map((city) => city.value)])).toEqual([
      ['黑龙江省', 'Heilongjiang', ['哈尔滨']],
      ['吉林省', 'Jilin', ['延边']],
      ['北京市', 'Beijing', ['北京']],
      ['浙江省', 'Zhejiang', ['杭州', '宁波市']],
      ['广东省', 'Guangdong', ['广州市']],
    ]);
    expect(tiles?.others.map((one) => one.value)).toEqual(['杭州市', '火星', null]);
  });

  test('are not offered for two cities, for other words, or for provinces that are cities too', () => {
    expect(tiled('杭州', '宁波')).toBeNull();
    expect(tiled('杭州', '宁波', '温州', 'a', 'b', 'c')).toBeNull();
    expect(tiled('北京', '上海', '天津', '浙江', '广东')).toBeNull();
    const values = ['北京', '上海', '天津', '杭州', '广州'].map((one) => value(one, 100, [90, 110]));
    expect(picturesOf({ ...tag, values })).toEqual(['bars', 'map', 'cities']);
  });

  test('every city has one province, and every province a place', () => {
    const provinces = provincesOfCities();
    expect(provinces.size).toBe(new Set(regionNames('city').values()).size);
    for (const { name } of provinces.values()) expect(PROVINCE_PLACES.has(name)).toBe(true);
  });
});

test('months make years without gaps, and what lies beyond is kept', () => {
  const month = (from: string | null, to: string | null) => ({ ...value(`${from}`, 100, [90, 110]), from, to });
  const { years, beyond } = calendarOf([
    month(null, '2020-11-01'),
    month('2020-11-01', '2020-12-01'),
    month('2022-01-01', '2022-02-01'),
    month('2022-02-01', null),
  ]);
  expect(years.map(({ year, months }) => [year, months.flatMap((each, at) => (each ? [at + 1] : []))])).toEqual([
    ['2020', [11]],
    ['2021', []],
    ['2022', [1]],
  ]);
  expect(beyond.map(({ value: one }) => one)).toEqual(['null', '2022-02-01']);
  expect(calendarOf([]).years).toEqual([]);
});
