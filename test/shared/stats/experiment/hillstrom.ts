import { readFileSync } from 'node:fs';
import { readJson } from '../reference';

/** R 4.2.2 and SciPy, statsmodels and mpmath; relative 1e-9, p-values under 1e-12 1e-6. */
export const golden = readJson<Golden>('../shared/data/goldens/ab_hillstrom.json');

export type BinaryMetric = 'visit' | 'conversion';

interface Test {
  readonly diff: number;
  readonly se: number;
  readonly t: number;
  readonly df: number;
  readonly p: number;
  readonly ci95_lo: number;
  readonly ci95_hi: number;
}

interface Cuped {
  readonly theta: number;
  readonly adjusted: Test;
  readonly variance_reduction: number;
  readonly ancova: { readonly coef: number; readonly t: number; readonly p: number };
}

interface Look {
  readonly n_t: number;
  readonly n_c: number;
  readonly rows_read: number;
  readonly p_always_valid: number;
  readonly cs95_lo: number;
  readonly cs95_hi: number;
}

interface Sequential {
  readonly tau: number;
  readonly looks: readonly Look[];
}

interface Lift {
  readonly lift: number;
  readonly delta_ci95_lo: number;
  readonly delta_ci95_hi: number;
  readonly log_ci95_lo: number;
  readonly log_ci95_hi: number;
}

export interface Shares {
  readonly n_t: number;
  readonly x_t: number;
  readonly n_c: number;
  readonly x_c: number;
  readonly diff: number;
  readonly pooled_z: { readonly z: number; readonly p: number };
  readonly newcombe_hybrid_score: Record<'ci95_lo' | 'ci95_hi' | 'ci90_lo' | 'ci90_hi', number>;
  readonly fisher_exact: { readonly p: number };
  readonly unpooled_wald: Record<'z' | 'p' | 'ci95_lo' | 'ci95_hi', number>;
  readonly chisq_yates: { readonly stat: number; readonly p: number };
  readonly relative_lift: Lift;
  readonly cuped: Cuped;
  readonly msprt: readonly Sequential[];
  readonly bayes_beta_binomial: {
    readonly p_treatment_better: string;
    readonly p_control_better: string;
    readonly expected_loss_choose_treatment: string;
    readonly expected_loss_choose_control: string;
    readonly cred95_t: readonly [number, number];
    readonly cred95_c: readonly [number, number];
  };
}

export interface Comparison {
  readonly treatment: string;
  readonly control: string;
  readonly srm_pair_1to1: { readonly chisq: number; readonly p: number };
  readonly proportions: Record<BinaryMetric, Shares>;
  readonly means: {
    readonly spend: {
      readonly mean_t: number;
      readonly mean_c: number;
      readonly welch: Test;
      readonly student: Omit<Test, 'diff' | 'se'>;
      readonly relative_lift: Lift;
      readonly mann_whitney: { readonly U_t: number; readonly auc_t_over_c: number; readonly z: number; readonly p: number };
      readonly cuped: Cuped;
      readonly msprt: readonly Sequential[];
    };
  };
}

interface Golden {
  readonly arms: Record<
    string,
    {
      readonly n: number;
      readonly visit: { readonly rate: number };
      readonly spend: { readonly mean: number; readonly sd: number };
    }
  >;
  readonly srm: { readonly chisq: number; readonly df: number; readonly p: number };
  readonly comparisons: readonly Comparison[];
  readonly multiplicity: Record<
    'family_vs_control' | 'family_all_pairs',
    Record<string, Record<'p' | 'bonferroni' | 'holm' | 'hochberg' | 'bh' | 'by', number>>
  >;
  readonly omnibus: Record<BinaryMetric, { readonly chisq: number; readonly df: number; readonly p: number }> & {
    readonly spend: Record<
      | 'anova_F'
      | 'anova_df1'
      | 'anova_df2'
      | 'anova_p'
      | 'welch_F'
      | 'welch_df2'
      | 'welch_p'
      | 'kruskal_H'
      | 'kruskal_df'
      | 'kruskal_p',
      number
    >;
  };
  readonly breakdowns: readonly {
    readonly treatment: string;
    readonly by: string;
    readonly metric: BinaryMetric;
    readonly levels: Record<string, Omit<Shares, 'newcombe_hybrid_score' | 'unpooled_wald' | 'chisq_yates'>>;
    readonly cmh: Record<'common_odds_ratio' | 'ci95_lo' | 'ci95_hi' | 'chisq' | 'p', number>;
  }[];
}

export interface Arm {
  readonly visit: Float64Array;
  readonly conversion: Float64Array;
  readonly spend: Float64Array;
  readonly history: Float64Array;
}

const [HEADER = [], ...LINES] = readFileSync('../shared/data/hillstrom/hillstrom.csv', 'utf8')
  .trim()
  .split(/\r?\n/)
  .map((line) => line.replace(/"[^"]*"/, 'quoted').split(','));

/** The columns of the customers of an arm. */
export function hillstromArm(arm: string): Arm {
  const lines = LINES.filter((cells) => cells[HEADER.indexOf('segment')] === arm);
  const column = (name: string) => Float64Array.from(lines, (cells) => Number(cells[HEADER.indexOf(name)]));
  return { visit: column('visit'), conversion: column('conversion'), spend: column('spend'), history: column('history') };
}
