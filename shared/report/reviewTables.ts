import type { Manifest, PackageReading } from '../model/package';
import {
  type CheckState,
  type ComparedNumber,
  isReadable,
  type PackageReview,
  type ReviewCheck,
  type ReviewCheckId,
  type ReviewedRows,
} from '../model/packageReview';
import { isLimitLow, usualLimit } from '../model/usualLimits';
import { type ExportWords, exportWords, kindText, treatmentText } from './exportTables';
import { type Format, makeFormat } from './format';
import { type ReviewTextKey, reviewTexts } from './reviewTexts';
import { fillText } from './sentence';

export type ReviewWords = (key: ReviewTextKey, values?: Readonly<Record<string, string>>) => string;

/** A point of a review as people read it. */
export interface ToldCheck extends ReviewCheck {
  readonly title: string;
  readonly verdict: string;
  /** Why the machine says so; one thing a line. */
  readonly lines: readonly string[];
}

export function reviewWords(language: 'zh' | 'en'): ReviewWords {
  return (key, values = {}) => fillText(reviewTexts[language][key], values);
}

/** How a review is told in one language. */
interface Telling {
  readonly words: ReviewWords;
  readonly exports: ExportWords;
  readonly format: Format;
  readonly language: 'zh' | 'en';
  readonly manifest: Manifest;
  readonly reading: PackageReading;
  readonly state: CheckState;
}

/** Every point of a review in plain words; no value of a row is in them. */
export function toldChecks({ reading, data, checks }: PackageReview, language: 'zh' | 'en'): ToldCheck[] {
  const { manifest } = reading;
  if (!manifest) return [];
  const words = reviewWords(language);
  const telling = { words, exports: exportWords(language), format: makeFormat(language), language, manifest, reading };
  return checks.map((check) => {
    const told = { ...telling, state: check.state };
    const lines =
      check.id in OF_MANIFEST ? OF_MANIFEST[check.id as keyof typeof OF_MANIFEST](told) : rowLines(check.id, data, told);
    return { ...check, title: words(check.id), verdict: words(`state.${check.state}`), lines };
  });
}

const OF_MANIFEST = {
  signature: ({ words, state, reading }: Telling) => [
    state === 'ok' ? words('signed', { fingerprint: reading.fingerprint ?? '' }) : words('unsigned'),
  ],
  files: ({ words, state, manifest, reading: { findings } }: Telling) => {
    if (state === 'ok') return [words('filesSame', { n: String(manifest.files.length) })];
    const other = findings.filter(({ what }) => what === 'extra' || what === 'missing' || what === 'altered');
    return [
      ...(other.length > 0 ? [words('filesOther', { files: other.map(({ where }) => where).join(', ') })] : []),
      ...(findings.some(({ what }) => what === 'report') ? [words('reportIsMore')] : []),
    ];
  },
  chain: ({ words, state, manifest }: Telling) => [
    state === 'ok' ? words('chainHolds', { seq: String(manifest.audit.seq) }) : words('chainBroken'),
  ],
  decision: ({ words, state, reading: { decision, findings } }: Telling) => {
    const faults = findings.flatMap(({ what }) => (what === 'samePerson' || what === 'times' ? [words(what)] : []));
    if (state === 'finding') return faults.length > 0 ? faults : [words('notAgreed')];
    if (decision === null) return [words('notNeeded')];
    const { reviewer, reasons } = decision.body;
    return [words('agreed', { reviewer: reviewer.name, reasons })];
  },
  columns: ({ words, exports, manifest, language }: Telling) => [
    words('columnsAre'),
    ...manifest.columns.map(({ name, treatment, dataClass, kind }) => {
      const told = [treatmentText(treatment, exports), dataClass, ...(kind === null ? [] : [kindText(kind, language)])];
      return words('columnIs', { column: name, told: told.join(' · ') });
    }),
  ],
  policy: ({ words, format, manifest: { source, rows } }: Telling) => {
    if (source.policyVersion === null) return [words('policyNot')];
    if (source.policyVersion === 0) return [words('policyNone')];
    return [words('policyWas', { version: String(source.policyVersion), n: format.exact(withheldIn(rows)) })];
  },
  holdout: ({ words, format, manifest: { source } }: Telling) => {
    if (source.kind !== 'campaign') return [words('noCampaign')];
    return [source.holdout === null ? words('holdoutUnsaid') : words('holdoutIs', { n: format.exact(source.holdout) })];
  },
  purpose: ({ words, exports, state, manifest: { purpose, basis } }: Telling) => [
    state === 'ok' && basis !== null ? words('purposeIs', { purpose, basis: exports(`basis.${basis}`) }) : words('purposeUnsaid'),
  ],
  recipient: ({ words, exports, state, manifest: { recipient } }: Telling) => [
    state === 'ok'
      ? words('recipientIs', { name: recipient.name, kind: exports(`kind.${recipient.kind}`) })
      : words('recipientUnsaid'),
  ],
  expiry: ({ words, state, manifest: { expires } }: Telling) => {
    if (expires === null) return [words('expiryUnsaid')];
    return [words(state === 'ok' ? 'expiryIs' : 'expiryOver', { day: expires })];
  },
} satisfies Partial<Record<ReviewCheckId, (telling: Telling) => string[]>>;

function rowLines(id: ReviewCheckId, data: PackageReview['data'], telling: Telling): string[] {
  const { words } = telling;
  if (!isReadable(data)) {
    if (id !== 'rows' || data === null) return [words('notRead')];
    return [words(`fault.${data.fault}`, { line: String(data.line ?? '') })];
  }
  if (id === 'rows') return readLines(data, telling);
  if (id === 'personal') return personalLines(data, telling);
  if (id === 'counts') return countLines(data, telling);
  if (id === 'risk') return riskLines(data, telling);
  const found = cellLines('formula', data.formulas, telling);
  return found.length > 0 ? found : [words('noFormulas')];
}

function cellLines(key: 'formula' | 'misfit', found: ReviewedRows['formulas'], { words, format }: Telling): string[] {
  return found.map(({ column, n, cells }) => words(key, { column, n: format.exact(n), cells: format.exact(cells) }));
}

function readLines(data: ReviewedRows, telling: Telling): string[] {
  const { words, format } = telling;
  const read = words('readable', { rows: format.exact(data.rows), columns: String(data.columns.length) });
  return [read, ...cellLines('misfit', data.misfits, telling)];
}

function personalLines(
  { undeclared, untreated }: ReviewedRows,
  { words, exports, format, language, manifest }: Telling,
): string[] {
  const figures = (n: number, cells: number) => ({ n: format.exact(n), cells: format.exact(cells) });
  const lines = undeclared.map(({ column, kind, n, cells }) =>
    words(n === 0 ? 'byName' : 'undeclared', { column, kind: kindText(kind, language), ...figures(n, cells) }),
  );
  for (const { column, n, cells } of untreated) {
    const treatment = manifest.columns.find(({ name }) => name === column)?.treatment ?? { kind: 'keep' };
    lines.push(words('untreated', { column, treatment: treatmentText(treatment, exports), ...figures(n, cells) }));
  }
  return lines.length > 0 ? lines : [words('nothingUndeclared')];
}

function withheldIn({ withheld }: Manifest['rows']): number {
  return withheld.reduce((sum, { n }) => sum + n, 0);
}

function countLines({ numbers }: ReviewedRows, telling: Telling): string[] {
  const { words, format, manifest, state } = telling;
  if (state === 'finding') return [...contradictions(telling), ...differences(numbers, telling, true)];
  const { found, suppressed, leaving } = manifest.rows;
  const counts = { found, suppressed, leaving, withheld: withheldIn(manifest.rows) };
  const added = words('adds', Object.fromEntries(Object.entries(counts).map(([key, n]) => [key, format.exact(n)])));
  const { canaries } = manifest;
  return canaries
    ? [added, words('canariesIn', { n: format.exact(canaries.n), rows: format.exact(leaving + canaries.n) })]
    : [added];
}

function contradictions({ words, reading: { findings } }: Telling): string[] {
  return findings.some(({ what }) => what === 'canaries') ? [words('canariesWrong')] : [];
}

function riskLines({ numbers, small }: ReviewedRows, telling: Telling): string[] {
  const { words, exports, format, manifest } = telling;
  const { limit, journalistMost } = manifest.risk;
  const { k } = manifest.canaries?.risk ?? manifest.risk;
  const lines = differences(numbers, telling, false);
  if (lines.length === 0)
    lines.push(words('riskSame', { k: k === null ? words('nothing') : format.exact(k), limit: String(limit) }));
  if (small.classes > 0) {
    lines.push(words('small', { classes: format.exact(small.classes), rows: format.exact(small.rows), limit: String(limit) }));
  }
  if (isLimitLow(manifest)) {
    const kind = exports(`kind.${manifest.recipient.kind}`);
    lines.push(words('lowLimit', { limit: String(limit), usual: String(usualLimit(manifest)), kind }));
  }
  if (manifest.quasi.length === 0) lines.push(words('noQuasi'));
  if (manifest.canaries) lines.push(words('riskWithCanaries'));
  if (journalistMost !== null) lines.push(words('notOfRows'));
  return lines;
}

function differences(numbers: readonly ComparedNumber[], { words }: Telling, ofCounts: boolean): string[] {
  const isCount = ({ measure }: ComparedNumber) => measure === 'leaving' || measure === 'sum';
  const other = numbers.filter((number) => !number.isSame && isCount(number) === ofCounts);
  return other.map(({ measure, column, said, found }) => {
    const name = words(`measure.${measure}`);
    const told = column === null ? name : words('measure', { measure: name, column });
    return words('differs', { measure: told, said: said ?? words('nothing'), found: found ?? words('nothing') });
  });
}
