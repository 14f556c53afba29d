import { CLASS_PARTS } from '../model/classTexts';
import type { Treatment } from '../model/export';
import type { Manifest } from '../model/package';
import { chineseKinds } from './chineseKinds';
import { type ExportTextKey, exportTexts } from './exportTexts';
import { type Format, makeFormat } from './format';
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

/** How a manifest is told in one language. */
interface Telling {
  readonly words: ExportWords;
  readonly format: Format;
  readonly language: 'zh' | 'en';
}

/** All that a manifest says, for people. */
export function manifestTables(manifest: Manifest, language: 'zh' | 'en'): ManifestTable[] {
  const telling = { words: exportWords(language), format: makeFormat(language), language };
  return [whoTable, rowsTable, columnsTable, riskTable, riskInFileTable, filesTable]
    .map((table) => table(manifest, telling))
    .filter((table) => table !== null);
}

export function treatmentText(treatment: Treatment, words: ExportWords): string {
  if (treatment.kind !== 'generalise') return words(`treatment.${treatment.kind}`);
  const { to } = treatment;
  const step =
    'width' in to ? words('step.width', { width: String(to.width) }) : words(`step.${'unit' in to ? to.unit : to.region}`);
  return words('treatment.generalise', { step });
}

function whoTable(manifest: Manifest, telling: Telling): ManifestTable {
  const { words, format } = telling;
  const { source, recipient, purpose, basis, expires, madeAt, signer, approval } = manifest;
  const reasons = approval.map((reason) => words(`because.${reason}`));
  return {
    title: words('who'),
    heads: [words('measure'), words('value')],
    rows: [
      [words('source'), words(`source.${source.kind}`, { name: source.name })],
      [words('asOf'), source.asOf],
      ...(source.holdout === null ? [] : [[words('holdout'), format.exact(source.holdout)]]),
      [words('purpose'), purpose],
      [words('basis'), basis === null ? words('none') : words(`basis.${basis}`)],
      [words('recipient'), `${recipient.name} (${words(`kind.${recipient.kind}`)})`],
      [words('expires'), expires ?? words('none')],
      [words('approval'), reasons.join('; ') || words('none')],
      [words('madeAt'), `${madeAt.slice(0, 16).replace('T', ' ')} UTC`],
      [words('signer'), `${signer.name} · ${signer.publicKey}`],
    ],
  };
}

function rowsTable({ rows: { found, withheld, suppressed, leaving }, canaries }: Manifest, telling: Telling): ManifestTable {
  const { words, format } = telling;
  return {
    title: words('rows'),
    heads: [words('measure'), words('rows')],
    rows: [
      [words('found'), format.exact(found)],
      ...withheld.map(({ label, n }) => [words('withheld', { label }), format.exact(n)]),
      [words('suppressed'), format.exact(suppressed)],
      [words(canaries ? 'customersLeaving' : 'leaving'), format.exact(leaving)],
      ...(canaries
        ? [
            [words('canaries'), format.exact(canaries.n)],
            [words('inFile'), format.exact(leaving + canaries.n)],
            [words('commitment'), canaries.commitment],
          ]
        : []),
    ],
  };
}

function columnsTable({ columns, quasi, sensitive }: Manifest, telling: Telling): ManifestTable {
  const { words } = telling;
  const roleOf = (name: string) => (quasi.includes(name) ? words('quasi') : sensitive.includes(name) ? words('sensitive') : '');
  return {
    title: words('columns'),
    heads: [words('column'), words('treatment'), words('class'), words('holds'), words('role')],
    rows: columns.map(({ name, treatment, dataClass, kind }) => [
      name,
      treatmentText(treatment, words),
      dataClass,
      kindText(kind, telling.language),
      roleOf(name),
    ]),
  };
}

function riskTable({ risk, quasi, canaries }: Manifest, telling: Telling): ManifestTable {
  const { words } = telling;
  const title = words(canaries ? 'riskOfCustomers' : 'risk');
  return {
    title: quasi.length === 0 ? `${title} — ${words('notMeasured')}` : title,
    heads: [words('measure'), words('value')],
    rows: riskRows(risk, telling),
  };
}

/** Canary rows are in the classes that are counted in the file, and are nobody's. */
function riskInFileTable({ canaries }: Manifest, telling: Telling): ManifestTable | null {
  const { words } = telling;
  if (!canaries) return null;
  return { title: words('riskInFile'), heads: [words('measure'), words('value')], rows: riskRows(canaries.risk, telling) };
}

function riskRows(risk: Manifest['risk'], { words, format }: Telling): string[][] {
  const pair = (most: string | null, mean: string | null) =>
    most === null || mean === null ? words('none') : `${shareText(most)} / ${shareText(mean)}`;
  return [
    [words('k'), risk.k === null ? words('none') : format.exact(risk.k)],
    [words('limit'), String(risk.limit)],
    [words('classes'), format.exact(risk.classes)],
    [words('unique'), format.exact(risk.unique)],
    [words('below'), format.exact(risk.below)],
    [words('prosecutor'), pair(risk.prosecutorMost, risk.prosecutorMean)],
    [words('journalist'), pair(risk.journalistMost, risk.journalistMean)],
    ...risk.sensitive.map(({ column, distinct, entropy, closeness }) => [
      words('diversity', { column }),
      `${distinct} / ${Number(entropy).toFixed(1)} / ${Number(closeness).toFixed(3)}`,
    ]),
  ];
}

function filesTable({ files }: Manifest, telling: Telling): ManifestTable {
  const { words, format } = telling;
  return {
    title: words('files'),
    heads: [words('file'), words('bytes'), words('hash')],
    rows: files.map(({ path, bytes, sha256 }) => [path, format.exact(bytes), sha256]),
  };
}

function shareText(rate: string): string {
  return `${(Number(rate) * 100).toFixed(1)}%`;
}

/** What a column holds; a package from elsewhere may name a kind that there is not here. */
export function kindText(kind: string | null, language: 'zh' | 'en'): string {
  const texts: Readonly<Record<string, string>> = language === 'zh' ? chineseKinds : CLASS_PARTS;
  return kind === null ? '' : (texts[`kind.${kind}`] ?? kind);
}
