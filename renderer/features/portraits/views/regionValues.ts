import type { PortraitValue } from '#shared/model/answers';
import { type RegionLevel, regionNames } from '#shared/model/regions';

interface RegionValues {
  /** By the official name of the region. */
  readonly named: ReadonlyMap<string, PortraitValue>;
  /** Values that are no region, or one that another value is already. */
  readonly others: readonly PortraitValue[];
}

/** The values that are regions of a level, by value or label, however they are written. */
export function regionsOf(values: readonly PortraitValue[], level: RegionLevel): RegionValues {
  const names = regionNames(level);
  const named = new Map<string, PortraitValue>();
  const others: PortraitValue[] = [];
  for (const value of values) {
    const name = regionOf(value, names);
    if (name === undefined || named.has(name)) others.push(value);
    else named.set(name, value);
  }
  return { named, others };
}

function regionOf({ value, label }: PortraitValue, names: ReadonlyMap<string, string>): string | undefined {
  const written = [value, label].filter((text) => typeof text === 'string');
  return written.map((text) => names.get(text.trim().toLowerCase())).find((name) => name !== undefined);
}
