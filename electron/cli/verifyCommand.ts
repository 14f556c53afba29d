import { basename } from 'node:path';
import type { PackageFault, PackageReading } from '#shared/model/package';
import type { ReviewCheckId } from '#shared/model/packageReview';
import { fault } from '#shared/model/result';
import { quoted } from '#shared/model/saying';
import { manifestTables } from '#shared/report/exportTables';
import { reviewWords, type ToldCheck, toldChecks } from '#shared/report/reviewTables';
import type { Call } from './call';
import type { KernelClient } from './kernelClient';
import type { Output } from './output';
import { openPackage } from './passphrase';
import { reportLanguage } from './reportLanguage';
import type { TextTable } from './textTable';

/** What the command ends with, as the verifier in `resources/verifier` does: where something is not as it was signed … */
export const FAULT_CODES: Readonly<Record<PackageFault, number>> = {
  container: 10,
  checksum: 11,
  manifest: 12,
  signature: 13,
  altered: 14,
  extra: 15,
  missing: 16,
  chain: 17,
  decision: 18,
  samePerson: 19,
  times: 20,
  report: 27,
  canaries: 30,
};
/** … and where it is, and another point of the review has a finding. */
const POINT_CODES: Readonly<Partial<Record<ReviewCheckId, number>>> = {
  expiry: 22,
  rows: 24,
  counts: 24,
  formulas: 25,
  risk: 26,
  personal: 28,
  purpose: 29,
  recipient: 29,
};

/** Checks a package of anybody's, its rows too. @throws Fault INVALID_EXPORT where there is no manifest to hold it to. */
export async function runVerify(kernel: KernelClient, call: Call): Promise<Output> {
  const review = await kernel.ask('packages.review', { file: await openPackage(kernel, call) });
  const { reading, data, checks } = review;
  if (!reading.manifest) {
    const file = basename(call.first);
    const said = { file: quoted(file), where: reading.findings[0]?.where ?? 'zip' };
    throw fault('INVALID_EXPORT', 'package.broken', said, { hint: 'hint.askForPackage', at: { file } });
  }
  const language = reportLanguage(call);
  const told = toldChecks(review, language);
  const failure = failureOf(told, reading, basename(call.first));
  return {
    json: { ...reading, data, checks },
    tables: [...readingTables(reading, language), checksTable(told, language)],
    ...(failure ? { failure } : {}),
  };
}

function failureOf(checks: readonly ToldCheck[], { findings }: PackageReading, file: string): Output['failure'] {
  const failed = checks.filter(({ state }) => state === 'finding');
  const [first] = failed;
  if (!first) return undefined;
  const message = `${JSON.stringify(file)} has findings: ${failed.map(({ title }) => title).join(', ')}`;
  const [altered] = findings;
  return { code: altered ? FAULT_CODES[altered.what] : (POINT_CODES[first.id] ?? 1), message };
}

function checksTable(checks: readonly ToldCheck[], language: 'zh' | 'en'): TextTable {
  const words = reviewWords(language);
  return {
    header: [words('check'), words('state'), words('says')],
    rows: checks.flatMap(({ title, verdict, lines }) =>
      lines.map((line, at) => (at === 0 ? [title, verdict, line] : ['', '', line])),
    ),
  };
}

function readingTables({ manifest, hash, fingerprint, decision }: PackageReading, language: 'zh' | 'en'): TextTable[] {
  if (!manifest) return [];
  const decided = decision === null ? [] : [[decision.body.verdict, decision.body.reviewer.name, decision.body.reasons]];
  const tables: TextTable[] = [
    {
      header: ['kind', 'name', 'manifest', 'signed with'],
      rows: [[manifest.kind, manifest.name, hash ?? '', fingerprint ?? '']],
    },
    { header: ['decision', 'reviewer', 'reasons'], rows: decided },
    ...manifestTables(manifest, language).map(({ heads, rows }) => ({ header: heads, rows })),
  ];
  return tables.filter(({ rows }) => rows.length > 0);
}
