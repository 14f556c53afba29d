import { isInsufficient } from '#shared/model/findings';
import type { ShrunkLevel } from '#shared/model/shrunkLevels';
import type { ExperimentWriter } from '#shared/report/experimentNumbers';
import type { ForestLine } from './forestChart';

export function shrunkLines(levels: readonly ShrunkLevel[], writer: ExperimentWriter): ForestLine[] {
  return levels.map(({ row: { kind, level, difference }, shrunk }) => {
    const isFew = isInsufficient(shrunk);
    return {
      name: level ? writer.level(level) : writer.texts.all,
      estimate: isFew ? null : shrunk.estimate,
      interval: isFew || isInsufficient(shrunk.interval) ? null : shrunk.interval,
      ...(isFew || isInsufficient(difference) ? {} : { raw: difference.estimate }),
      tone: '',
      text: writer.estimate(shrunk, (x) => writer.change(kind, x)),
    };
  });
}
