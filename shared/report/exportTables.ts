import type { Treatment } from '../model/export';
import type { Manifest } from '../model/package';
import { type ExportTextKey, exportTexts } from './exportTexts';
import { fillText } from './sentence';

export type ExportWords = (key: ExportTextKey, values?: Readonly<Record<string, string>>) => string;

/** A table of a manifest in plain words: its heads, and rows whose first cell names them. */
export interface ManifestTable {
  readonly title: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export function exportWords(language: 'zh' | 'en'): ExportWords {
  return (key, values = {}) => fillText(exportTexts[language][key], values);
}

/** All that a manifest says, for people. */
export function manifestTables(manifest: Manifest, words: ExportWords): ManifestTable[] {
  return [
    whoTable(manifest, words),
    rowsTable(manifest, words),
    columnsTable(manifest, words),
    riskTable(manifest, words),
    filesTable(manifest, words),
  ];
}

export function treatmentText(treatment: Treatment, words: ExportWords): string {
  if (treatment.kind !== 'generalise') return words(`treatment.${treatment.kind}`);
  const { to } = treatment;
  const step =
    'width' in to ? words('step.width', { width: String(to.width) }) : words(`step.${'unit' in to ? to.unit : to.region}`);
  return words('treatment.generalise', { step });
}

function whoTable(manifest: Manifest, words: ExportWords): ManifestTable {
  const { source, recipient, purpose, basis, expires, madeAt, signer, approval } = manifest;
  const reasons = approval.map((reason) => words(`because.${reason}` as ExportTextKey));
  return {
    title: words('who'),
    heads: [words('measure'), words('value')],
    rows: [
      [words('source'), words(`source.${source.kind}`, { name: source.name })],
      [words('asOf'), source.asOf],
      ...(source.holdout === null ? [] : [[words('holdout'), String(source.holdout)]]),
      [words('purpose'), purpose],
      [words('basis'), basis === null ? words('none') : words(`basis.${basis}`)],
      [words('recipient'), `${recipient.name} (${words(`kind.${recipient.kind}`)})`],
      [words('expires'), expires ?? words('none')],
      [words('approval'), reasons.join('; ') || words('none')],
      [words('madeAt'), madeAt],
      [words('signer'), `${signer.name} · ${signer.publicKey}`],
    ],
  };
}

function rowsTable({ rows: { found, withheld, suppressed, leaving } }: Manifest, words: ExportWords): ManifestTable {
  return {
    title: words('rows'),
    heads: [words('measure'), words('rows')],
    rows: [
      [words('found'), String(found)],
      ...withheld.map(({ label, n }) => [words('withheld', { label }), String(n)]),
      [words('suppressed'), String(suppressed)],
      [words('leaving'), String(leaving)],
    ],
  };
}

function columnsTable({ columns, quasi, sensitive }: Manifest, words: ExportWords): ManifestTable {
  const roleOf = (name: string) => (quasi.includes(name) ? words('quasi') : sensitive.includes(name) ? words('sensitive') : '');
  return {
    title: words('columns'),
    heads: [words('column'), words('treatment'), words('class'), words('holds'), words('role')],
    rows: columns.map(({ name, treatment, dataClass, kind }) => [
      name,
      treatmentText(treatment, words),
      dataClass,
      kind ?? '',
      roleOf(name),
    ]),
  };
}

function riskTable({ risk, quasi }: Manifest, words: ExportWords): ManifestTable {
  const pair = (most: string | null, mean: string | null) =>
    most === null || mean === null ? words('none') : `${shareText(most)} / ${shareText(mean)}`;
  return {
    title: quasi.length === 0 ? `${words('risk')} — ${words('notMeasured')}` : words('risk'),
    heads: [words('measure'), words('value')],
    rows: [
      [words('k'), risk.k === null ? words('none') : String(risk.k)],
      [words('limit'), String(risk.limit)],
      [words('classes'), String(risk.classes)],
      [words('unique'), String(risk.unique)],
      [words('below'), String(risk.below)],
      [words('prosecutor'), pair(risk.prosecutorMost, risk.prosecutorMean)],
      [words('journalist'), pair(risk.journalistMost, risk.journalistMean)],
      ...risk.sensitive.map(({ column, distinct, entropy, closeness }) => [
        words('diversity', { column }),
        `${distinct} / ${Number(entropy).toFixed(1)} / ${Number(closeness).toFixed(3)}`,
      ]),
    ],
  };
}

function filesTable({ files }: Manifest, words: ExportWords): ManifestTable {
  return {
    title: words('files'),
    heads: [words('file'), words('bytes'), words('hash')],
    rows: files.map(({ path, bytes, sha256 }) => [path, String(bytes), sha256]),
  };
}

function shareText(rate: string): string {
  return `${(Number(rate) * 100).toFixed(1)}%`;
}
