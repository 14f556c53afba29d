import { expect, it } from 'vitest';
import { regionNames } from '../../../shared/model/regions';

const officialNames = (level: 'province' | 'city') => [...new Set(regionNames(level).values())];

// The State's own counts at the end of 2023: 34 provincial units; 293 cities, 7 prefectures, 30 autonomous prefectures, 3 leagues.
it('knows every province, and every prefecture-level unit by its kind', () => {
  expect(officialNames('province')).toHaveLength(34);
  const units = officialNames('city').filter((name) => !/^(北京|天津|上海|重庆)市$|特别行政区$/.test(name));
  const ending = (end: string) => units.filter((name) => name.endsWith(end)).length;
  expect([ending('市'), ending('地区'), ending('自治州'), ending('盟')]).toEqual([293, 7, 30, 3]);
});

it.each([
  ['province', '浙江', '浙江省'],
  ['province', 'zhejiang', '浙江省'],
  ['province', 'inner mongolia', '内蒙古自治区'],
  ['province', '新疆', '新疆维吾尔自治区'],
  ['province', '吉林市', undefined],
  ['city', '吉林', '吉林市'],
  ['city', '海西', '海西蒙古族藏族自治州'],
  ['city', '巴音郭楞', '巴音郭楞蒙古自治州'],
  ['city', '阿拉善', '阿拉善盟'],
  ['city', '喀什', '喀什地区'],
  ['city', '重庆', '重庆市'],
  ['city', '台湾', undefined],
] as const)('as a %s, %s is %s', (level, written, official) => {
  expect(regionNames(level).get(written)).toBe(official);
});

it('has no short name that means two units', () => {
  const shorts = officialNames('city').map((name) => [...regionNames('city')].filter(([, official]) => official === name).length);
  expect(new Set(shorts)).toEqual(new Set([2]));
});
