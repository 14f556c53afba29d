import type { ExperimentAnswer } from '#shared/model/experiment';
import { fillText } from '#shared/report/sentence';
import { useFormat, useText } from '../../../text';
import { useExperimentWriter } from '../useExperimentWriter';
import type { PickedArm } from './ArmMenu';

interface ArmsLineProps {
  readonly answer: ExperimentAnswer;
  readonly onPick: (arm: PickedArm) => void;
}

/** Who is compared: each arm with its customers, to be clicked, and who is left out. */
export function ArmsLine({ answer: { arms, control, crossovers, otherArms, timed }, onPick }: ArmsLineProps) {
  const t = useText('campaignResult');
  const format = useFormat();
  const { texts } = useExperimentWriter();
  const notes = [
    ...(crossovers > 0 ? [fillText(texts.crossoversN, { n: format.exact(crossovers) })] : []),
    ...(otherArms > 0 ? [fillText(texts.otherArmsN, { n: format.exact(otherArms) })] : []),
    ...(timed ? [] : [t('untimed')]),
  ];
  return (
    <div className="cmp-arms">
      {arms.map(({ variant, n }, at) => (
        <button
          key={variant}
          type="button"
          className="cmp-arm"
          aria-haspopup="menu"
          onClick={({ currentTarget }) => {
            const { left, bottom } = currentTarget.getBoundingClientRect();
            onPick({ variant, x: left, y: bottom });
          }}
          data-testid={`result-arm-${at}`}
          data-n={n}
        >
          <strong>{variant}</strong>
          {variant === control && <span className="hx-faint">{texts.control}</span>}
          <span className="hx-tabular">{format.exact(n)}</span>
        </button>
      ))}
      {notes.map((note) => (
        <span key={note} className="hx-faint">
          {note}
        </span>
      ))}
    </div>
  );
}
