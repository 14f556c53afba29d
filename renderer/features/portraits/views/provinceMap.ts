import type { PortraitTag, PortraitValue } from '#shared/model/answers';
import { regionsOf } from './regionValues';

/** Where each provincial unit stands on a grid of tiles: no borders, each as large as the others, neighbours beside each other where that can be. */
const ROWS = [
  ['', '', '', '', '', '', '', '', '黑龙江省'],
  ['', '', '', '', '', '内蒙古自治区', '', '辽宁省', '吉林省'],
  ['新疆维吾尔自治区', '', '甘肃省', '宁夏回族自治区', '山西省', '河北省', '北京市', '天津市', ''],
  ['', '青海省', '', '陕西省', '河南省', '山东省', '江苏省', '', ''],
  ['西藏自治区', '', '四川省', '重庆市', '湖北省', '安徽省', '浙江省', '上海市', ''],
  ['', '云南省', '', '贵州省', '湖南省', '江西省', '福建省', '台湾省', ''],
  ['', '', '', '广西壮族自治区', '广东省', '澳门特别行政区', '香港特别行政区', '', ''],
  ['', '', '', '', '海南省', '', '', '', ''],
] as const;

export const MAP_ROWS = ROWS.length;
export const MAP_COLUMNS = ROWS[0].length;

interface Place {
  readonly row: number;
  readonly column: number;
}

/** The places of all provincial units by their official names. */
export const PROVINCE_PLACES: ReadonlyMap<string, Place> = new Map(
  ROWS.flatMap((names, row) => names.flatMap((name, column) => (name === '' ? [] : [[name, { row, column }] as const]))),
);

export interface ProvinceMap {
  readonly placed: readonly { readonly value: PortraitValue; readonly place: Place }[];
  /** Values that are no province, or one that another value is already. */
  readonly others: readonly PortraitValue[];
  /** Provinces that no value is. */
  readonly empty: readonly Place[];
}

const FEWEST_PROVINCES = 3;

/** The values on the map; null unless most known values are provinces, and at least three. */
export function provinceMap({ type, values }: Pick<PortraitTag, 'type' | 'values'>): ProvinceMap | null {
  if (type !== 'category') return null;
  const { named, others } = regionsOf(values, 'province');
  const taken = new Map<string, { value: PortraitValue; place: Place }>();
  for (const [name, value] of named) {
    const place = PROVINCE_PLACES.get(name);
    if (place) taken.set(name, { value, place });
  }
  const known = values.filter(({ value }) => value !== null).length;
  if (taken.size < FEWEST_PROVINCES || taken.size <= known / 2) return null;
  const empty = [...PROVINCE_PLACES].flatMap(([name, place]) => (taken.has(name) ? [] : [place]));
  return { placed: [...taken.values()], others, empty };
}
