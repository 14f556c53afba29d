import type { PortraitTag, PortraitValue } from '#shared/model/answers';
import { provincesOfCities } from '#shared/model/regions';
import { PROVINCE_PLACES, provinceMap } from './provinceMap';
import { regionsOf } from './regionValues';

interface ProvinceCities {
  /** Of the province, official and in Latin letters. */
  readonly name: string;
  readonly latin: string;
  /** In the order of the values. */
  readonly cities: readonly PortraitValue[];
}

export interface CityTiles {
  /** In the order of the map of provinces: from the north down, from the west across. */
  readonly provinces: readonly ProvinceCities[];
  /** Values that are no city, or one that another value is already. */
  readonly others: readonly PortraitValue[];
}

const FEWEST_CITIES = 3;

/** The values under their provinces; null unless most known values are cities, at least three, and more than are provinces. */
export function cityTiles(tag: Pick<PortraitTag, 'type' | 'values'>): CityTiles | null {
  if (tag.type !== 'category') return null;
  const { named, others } = regionsOf(tag.values, 'city');
  const known = tag.values.filter(({ value }) => value !== null).length;
  const asProvinces = provinceMap(tag)?.placed.length ?? 0;
  if (named.size < FEWEST_CITIES || named.size <= known / 2 || named.size <= asProvinces) return null;
  return { provinces: underProvinces(named), others };
}

function underProvinces(named: ReadonlyMap<string, PortraitValue>): ProvinceCities[] {
  const provinceOf = provincesOfCities();
  const found = [...named].flatMap(([city, value]) => {
    const province = provinceOf.get(city);
    return province ? [{ province, value }] : [];
  });
  return [...PROVINCE_PLACES.keys()].flatMap((name) => {
    const cities = found.filter(({ province }) => province.name === name);
    const latin = cities[0]?.province.latin;
    return latin === undefined ? [] : [{ name, latin, cities: cities.map(({ value }) => value) }];
  });
}
