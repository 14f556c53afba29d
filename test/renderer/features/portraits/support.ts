import type { PortraitTag, PortraitValue } from '#shared/model/answers';
import type { PortraitLook } from '../../../../renderer/features/portraits/portraitChart';

const few = { state: 'insufficient', found: 12, needed: 30 } as const;

export function value(name: string | boolean, tgi: number, interval: readonly [number, number], pAdjusted = 0.5): PortraitValue {
  return {
    value: name,
    n: 50,
    share: 0.25,
    baseN: 400,
    baseShare: 0.25 / (tgi / 100),
    tgi,
    interval,
    z: 1,
    p: pAdjusted / 2,
    pAdjusted,
    pHolm: pAdjusted,
    shareDifference: few,
    direction: directionOf(interval, pAdjusted),
  };
}

/** As the kernel says it. */
function directionOf([low, high]: readonly [number, number], pAdjusted: number): PortraitValue['direction'] {
  if (pAdjusted > 0.05 || (low <= 100 && high >= 100)) return 'neutral';
  return low > 100 ? 'above' : 'below';
}

export const scarce: PortraitValue = {
  value: 'scarce',
  n: 1,
  share: 0.01,
  baseN: 12,
  baseShare: 0.004,
  tgi: few,
  interval: few,
  z: few,
  p: few,
  pAdjusted: few,
  pHolm: few,
  shareDifference: few,
  direction: 'neutral',
};

export const tag: PortraitTag = {
  tag: 'job',
  name: '职业',
  type: 'category',
  coverage: { segment: 0.5, base: 0.8 },
  known: { segment: 100, base: 800 },
  category: '',
  difference: {
    measure: 'cramersV',
    value: 0.123,
    strength: 0.123,
    raw: 0.125,
    chiSquare: 12.5,
    df: 3,
    minimumExpected: 6,
    g: 12.1,
    gP: 0.007,
    p: 0.001,
    pAdjusted: 0.002,
  },
  values: [value('学生', 240, [180, 300], 1e-9), value('retired', 40, [20, 70], 0.003), value('=cmd', 104, [90, 118]), scarce],
  hiddenValues: 0,
  setByRule: false,
};

export const look: PortraitLook = {
  colors: {
    segment: 'blue',
    base: 'grey',
    over: 'darkblue',
    under: 'orange',
    neutral: 'silver',
    text: 'black',
    faint: 'dimgrey',
    line: 'gainsboro',
    panel: 'white',
  },
  share: 'share',
  baseShare: 'base share',
  tgiAxis: 'TGI',
  valueName: ({ value }) => String(value),
  percent: (share) => `${(share * 100).toFixed(1)}%`,
  axisPercent: (share) => `${Math.round(share * 100)}%`,
  tgi: (tgi) => tgi.toFixed(0),
  insufficient: (found, needed) => `${found}/${needed}`,
  tooltip: (one) => `about ${one.value}`,
};
