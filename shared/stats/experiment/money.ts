import type { Insufficient } from '#shared/model/answers';
import type { ArmComparison, ExperimentMoney } from '#shared/model/experiment';
import type { Estimate, Interval } from '#shared/model/experimentNumbers';
import { insufficient } from '../insufficient';

export interface Spent {
  /** Of all customers of the variant. */
  readonly cost: number;
  /** Share of the revenue, 0–1. */
  readonly margin: number;
}

type Money = Omit<ExperimentMoney, 'variant'>;

/**
 * What a variant brought in and what of it would not have come anyway. Gross: (revenue − cost) ÷ cost. Incremental: the difference of the
 * means of all its customers, as margin, less the cost, ÷ cost; the cost is known, so its interval is that of the difference.
 */
export function moneyOf(revenue: ArmComparison, conversion: ArmComparison | null, { cost, margin }: Spent): Money {
  const { n, value } = revenue;
  const total = typeof value === 'number' ? value * n : value;
  const incrementalMargin = scaled(revenue.difference, (difference) => difference * n * margin);
  const roi = (gain: number) => (gain - cost) / cost;
  const free = insufficient(0, 1);
  return {
    cost,
    revenue: total,
    grossRoi: typeof total !== 'number' ? total : cost === 0 ? free : roi(total),
    incrementalMargin,
    incrementalRoi: cost === 0 ? free : scaled(incrementalMargin, roi),
    costPerConversion: conversion ? costPerOne(conversion, cost) : free,
  };
}

function scaled(of: Estimate | Insufficient, scale: (value: number) => number): Estimate | Insufficient {
  if ('state' in of) return of;
  const { estimate, interval, method } = of;
  return {
    estimate: scale(estimate),
    interval: 'state' in interval ? interval : [scale(interval[0]), scale(interval[1])],
    method,
  };
}

/** Insufficient where no conversion was won; so is the interval where it may be that none was. */
function costPerOne({ difference, n }: ArmComparison, cost: number): Estimate | Insufficient {
  if ('state' in difference) return difference;
  if (difference.estimate <= 0) return insufficient(0, 1);
  const { interval, estimate, method } = difference;
  const ends: Interval | Insufficient =
    'state' in interval || interval[0] <= 0 ? insufficient(0, 1) : [cost / (n * interval[1]), cost / (n * interval[0])];
  return { estimate: cost / (n * estimate), interval: ends, method };
}
