import type { Behaviour, Measure } from './event';
import type { TagType } from './tag';

/** Which types a measure takes; any where it is not named. */
const TYPES_OF_MEASURES: Partial<Readonly<Record<Measure, readonly TagType[]>>> = {
  sum: ['number'],
  avg: ['number'],
  min: ['number', 'date'],
  max: ['number', 'date'],
};

/** Whether a measure can be taken of a property of this type. */
export function measureTakes(measure: Measure, type: TagType): boolean {
  return TYPES_OF_MEASURES[measure]?.includes(type) ?? true;
}

/** The type of what a measure comes to. */
export function measureType(
  { measure, prop }: Pick<Behaviour, 'measure' | 'prop'>,
  propType: (prop: string) => TagType,
): TagType {
  if (measure === 'topValue') return 'category';
  return (measure === 'min' || measure === 'max') && prop !== undefined ? propType(prop) : 'number';
}
