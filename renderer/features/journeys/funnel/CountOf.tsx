import type { FunnelMark } from '#shared/model/funnelMark';
import { useFormat } from '../../../text';
import type { PickedMark } from './MarkMenu';

interface CountOfProps {
  readonly mark: FunnelMark;
  readonly n: number;
  /** The number in words. */
  readonly said: string;
  /** Null: it is read only. */
  readonly onPick: ((mark: PickedMark) => void) | null;
  readonly testId: string;
}

/** A number of customers, to be clicked where that is of use. */
export function CountOf({ mark, n, said, onPick, testId }: CountOfProps) {
  const format = useFormat();
  if (onPick === null) return format.exact(n);
  const pick = ({ currentTarget }: React.MouseEvent) => {
    const { left, bottom } = currentTarget.getBoundingClientRect();
    onPick({ mark, x: left, y: bottom });
  };
  return (
    <button type="button" className="fun-count" onClick={pick} aria-label={said} data-testid={testId}>
      {format.exact(n)}
    </button>
  );
}
