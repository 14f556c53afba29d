import type { Customers } from './customers';
import { CAMPAIGNS, type CampaignDefinition, cityIndex, codeOf, FIRST_BRANCH } from './definition';
import { Dice } from './dice';

const CONTROL = codeOf('variant', 'control');
const TREATMENT = codeOf('variant', 'treatment');
/** Conversions fall within this many days of the exposure. */
export const CONVERSION_DAYS = 14;

const SECONDS_PER_DAY = 86_400;
const REMINDER_SHARE = 0.1;
/** Last age band (25-34) of those in whom a young effect shows. */
const YOUNG_BANDS = 1;
const MEAN_WAIT_DAYS = 3;

/** One contact, or the assignment to the control arm, which costs nothing and has no channel. */
export interface Exposure {
  readonly campaign: number;
  readonly customer: number;
  readonly variant: number;
  /** Seconds since 1970. */
  readonly time: number;
  readonly contacted: boolean;
}

/** A purchase of a campaign's product that is to be among the events. */
export interface Conversion {
  readonly campaign: number;
  readonly customer: number;
  /** Seconds since 1970. */
  readonly time: number;
  readonly amount: number;
}

/** What an arm should show, after customers seen in both arms are left out. */
export interface ArmCount {
  readonly n: number;
  readonly conversions: number;
}

export interface CampaignRun {
  readonly exposures: readonly Exposure[];
  readonly conversions: readonly Conversion[];
  /** By campaign: arms as the exposures show them (control, treatment) and the customers seen in both. */
  readonly arms: readonly { readonly control: ArmCount; readonly treatment: ArmCount; readonly crossovers: number }[];
}

export function runCampaigns(customers: Customers, seed: number): CampaignRun {
  const exposures: Exposure[] = [];
  const conversions: Conversion[] = [];
  const arms = CAMPAIGNS.map((definition, campaign) => {
    const run = new Run(definition, campaign, customers, new Dice(seed, definition.id));
    run.all();
    for (const exposure of run.exposures) exposures.push(exposure);
    for (const conversion of run.conversions) conversions.push(conversion);
    return run.counts();
  });
  exposures.sort((a, b) => a.time - b.time || a.customer - b.customer || a.variant - b.variant);
  return { exposures, conversions, arms };
}

class Run {
  readonly exposures: Exposure[] = [];
  readonly conversions: Conversion[] = [];
  readonly #members = [0, 0];
  readonly #converted = [0, 0];
  /** Conversions that are due, as fractions, by arm and youth. */
  readonly #due: number[] = [];
  #crossovers = 0;
  readonly #start: number;
  readonly #city: number | null;
  readonly #leakBranch: number | null;

  constructor(
    readonly definition: CampaignDefinition,
    readonly campaign: number,
    readonly customers: Customers,
    readonly dice: Dice,
  ) {
    this.#start = definition.startDay * SECONDS_PER_DAY;
    this.#city = definition.city === undefined ? null : cityIndex(definition.city);
    this.#leakBranch = this.#city === null || definition.leak === undefined ? null : (FIRST_BRANCH[this.#city] ?? null);
  }

  all(): void {
    for (let row = 0; row < this.customers.count; row++) {
      if (this.#takesPart(row) && this.dice.chance(this.definition.share)) this.#expose(row);
    }
  }

  counts(): CampaignRun['arms'][number] {
    const arm = (variant: number): ArmCount => ({ n: this.#members[variant] ?? 0, conversions: this.#converted[variant] ?? 0 });
    return { control: arm(CONTROL), treatment: arm(TREATMENT), crossovers: this.#crossovers };
  }

  #takesPart(row: number): boolean {
    const { consent, staff, city, openDay } = this.customers;
    const eligible = consent[row] === 1 && staff[row] === 0 && (openDay[row] ?? 0) < this.definition.startDay;
    return eligible && (this.#city === null || city[row] === this.#city);
  }

  #expose(row: number): void {
    const variant = this.#variant(row);
    const time = this.#contactTime();
    this.#add(row, variant, time);
    if (variant === TREATMENT && this.dice.chance(REMINDER_SHARE)) this.#add(row, variant, time + 3 * SECONDS_PER_DAY);
    const crossed = variant === TREATMENT && this.dice.chance(this.definition.crossovers ?? 0);
    if (crossed) {
      this.#add(row, CONTROL, time + SECONDS_PER_DAY);
      this.#crossovers++;
    } else {
      this.#members[variant] = (this.#members[variant] ?? 0) + 1;
    }
    if (!this.#converts(row, variant)) return;
    if (!crossed) this.#converted[variant] = (this.#converted[variant] ?? 0) + 1;
    this.#convert(row, time);
  }

  /** The arm as the exposures tell it: where the split leaked, control customers are reported as treated. */
  #variant(row: number): number {
    const drawn = this.dice.chance(this.definition.treatment) ? TREATMENT : CONTROL;
    const leaks = drawn === CONTROL && this.customers.branch[row] === this.#leakBranch;
    return leaks && this.dice.chance(this.definition.leak ?? 0) ? TREATMENT : drawn;
  }

  /** Converts as many as the true rate says, by arm and youth, spread over the customers: luck must not hide what is planted. */
  #converts(row: number, variant: number): boolean {
    const young = (this.customers.ageBand[row] ?? 0) <= YOUNG_BANDS;
    const { control, treatment, youngTreatment = treatment } = this.definition.rates;
    const rate = variant === CONTROL ? control : young ? youngTreatment : treatment;
    const group = 2 * variant + (young ? 1 : 0);
    const due = (this.#due[group] ?? this.dice.unit()) + rate;
    this.#due[group] = due >= 1 ? due - 1 : due;
    return due >= 1;
  }

  /** Between 9:00 and 20:00 on a day of the campaign. */
  #contactTime(): number {
    return this.#start + this.dice.below(this.definition.days) * SECONDS_PER_DAY + 32_400 + this.dice.below(39_600);
  }

  #convert(row: number, exposed: number): void {
    const days = Math.min(this.dice.wait() * MEAN_WAIT_DAYS, CONVERSION_DAYS - 0.5);
    const { amount } = this.definition;
    const spent = amount === 0 ? 0 : Math.max(100, Math.round((amount * Math.exp(0.6 * this.dice.normal())) / 100) * 100);
    const time = exposed + 600 + Math.floor(days * SECONDS_PER_DAY);
    this.conversions.push({ campaign: this.campaign, customer: row, time, amount: spent });
  }

  #add(customer: number, variant: number, time: number): void {
    this.exposures.push({ campaign: this.campaign, customer, variant, time, contacted: variant === TREATMENT });
  }
}
