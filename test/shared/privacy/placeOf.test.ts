import { expect, it } from 'vitest';
import { placeReader } from '#shared/privacy/placeOf';

it.each([
  ['深圳', '深圳市', '广东省'],
  ['深圳市', '深圳市', '广东省'],
  ['广东省深圳市南山区科技路1号', '深圳市', '广东省'],
  ['北京', '北京市', '北京市'],
  ['北京市朝阳区', '北京市', '北京市'],
  ['Guangdong', null, '广东省'],
  ['某处', null, null],
  ['', null, null],
])('%s lies in the city %s and the province %s', (text, city, province) => {
  expect(placeReader('city')(text)).toBe(city);
  expect(placeReader('province')(text)).toBe(province);
});
