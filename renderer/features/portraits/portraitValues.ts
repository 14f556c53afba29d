import type { PortraitAnswer } from '#shared/model/answers';
import type { Told } from '#shared/report/valueFindings';
import type { Mark } from './marks';

export type PortraitTableRow = Mark;

/** A value of which a TGI and its interval may be given. */
export type Finding = Told<PortraitTableRow>;

/** Every value of every tag, in the order of the tags. */
export function tableRows({ tags }: Pick<PortraitAnswer, 'tags'>): PortraitTableRow[] {
  const nameOf = new Map(tags.map(({ tag, name }) => [tag, name]));
  return tags.flatMap((tag) => {
    const repeats = tag.repeats === undefined ? {} : { repeats: nameOf.get(tag.repeats) ?? tag.repeats };
    return tag.values.map((value) => ({ tag, value, ...repeats }));
  });
}
