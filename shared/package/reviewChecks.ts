import type { Manifest, PackageFault, PackageReading } from '../model/package';
import {
  type CheckState,
  isReadable,
  type PackageReview,
  REVIEW_CHECKS,
  type ReviewCheck,
  type ReviewCheckId,
  type ReviewedRows,
  type ReviewMeasure,
} from '../model/packageReview';
import { isLimitLow } from '../model/usualLimits';

/** Points that a person answers for, whatever a machine finds. */
const JUDGED: ReadonlySet<ReviewCheckId> = new Set([
  'personal',
  'risk',
  'columns',
  'policy',
  'holdout',
  'purpose',
  'recipient',
  'expiry',
]);

/** Where what a reading found is told. */
const POINT_OF: Readonly<Record<PackageFault, ReviewCheckId>> = {
  container: 'files',
  checksum: 'files',
  manifest: 'files',
  signature: 'signature',
  extra: 'files',
  missing: 'files',
  altered: 'files',
  chain: 'chain',
  decision: 'decision',
  samePerson: 'decision',
  times: 'decision',
  report: 'files',
  canaries: 'counts',
};

/** Numbers that tell how many, and not what they give away. */
const COUNTS: ReadonlySet<ReviewMeasure> = new Set(['leaving', 'sum']);

/** The points of a review, each with what the machine says of it; `today` is an ISO day. */
export function reviewChecks({ manifest, findings }: PackageReading, data: PackageReview['data'], today: string): ReviewCheck[] {
  if (!manifest) return [];
  const rows = isReadable(data) ? data : null;
  const isSigned = (id: ReviewCheckId) => stateOf(findings.every(({ what }) => POINT_OF[what] !== id));
  const ofRows = (holds: (found: ReviewedRows) => boolean) => (rows === null ? 'judgement' : stateOf(holds(rows)));
  const states: Record<ReviewCheckId, CheckState> = {
    signature: isSigned('signature'),
    files: isSigned('files'),
    chain: isSigned('chain'),
    decision: isSigned('decision'),
    rows: stateOf(rows !== null && rows.misfits.length === 0),
    personal: ofRows(({ undeclared, untreated }) => undeclared.length === 0 && untreated.length === 0),
    counts: isSigned('counts') === 'ok' ? ofRows(countsHold) : 'finding',
    risk: riskState(manifest, rows),
    formulas: ofRows(({ formulas }) => formulas.length === 0),
    columns: 'judgement',
    policy: 'judgement',
    holdout: manifest.source.kind === 'campaign' ? 'judgement' : 'ok',
    purpose: stateOf(manifest.purpose.trim() !== '' && manifest.basis !== null),
    recipient: stateOf(manifest.recipient.name.trim() !== ''),
    expiry: stateOf(manifest.expires !== null && manifest.expires >= today),
  };
  const isDecided = manifest.kind === 'package' || states.decision === 'finding';
  const shown = REVIEW_CHECKS.filter((id) => id !== 'decision' || isDecided);
  return shown.map((id) => ({ id, state: states[id], judged: states[id] !== 'ok' || JUDGED.has(id) }));
}

function countsHold({ numbers }: ReviewedRows): boolean {
  return numbers.every(({ measure, isSame }) => isSame || !COUNTS.has(measure));
}

function stateOf(holds: boolean): CheckState {
  return holds ? 'ok' : 'finding';
}

function riskState(manifest: Manifest, rows: ReviewedRows | null): CheckState {
  if (rows === null) return 'judgement';
  const isTold = rows.numbers.every(({ measure, isSame }) => isSame || COUNTS.has(measure));
  if (!isTold || rows.small.classes > 0 || isLimitLow(manifest)) return 'finding';
  return manifest.quasi.length === 0 ? 'judgement' : 'ok';
}
