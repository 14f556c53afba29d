import type { AuditEntry } from '../model/audit';
import type { ExportSpec } from '../model/export';
import type { ExportRisk, RiskRate } from '../model/exportRisk';
import { DATAPACKAGE_PATH, type Manifest } from '../model/package';
import type { ParquetType } from '../model/parquetType';
import { canaryCommitment } from '../package/canaryNumbers';
import { canonicalBytes, sha256Hex } from '../package/signature';
import type { PackedFile } from '../package/storedZip';
import { AS_IT_IS_RULE, SAFE_TEXT_RULE } from '../privacy/safeCell';
import { typeOf } from './exportCoarser';
import { FILE_FACTS } from './exportFiles';
import type { Judged } from './exportJudgement';
import type { Session } from './session';
import type { StagedExport } from './stagedExport';

/** All that a manifest is made of. */
export interface ToDeclare {
  readonly id: string;
  readonly kind: Manifest['kind'];
  readonly spec: ExportSpec;
  readonly staged: StagedExport;
  readonly judged: Judged;
  /** The end of the chain: the entry of this export. */
  readonly entry: AuditEntry;
  readonly publicKey: string;
  readonly files: readonly PackedFile[];
}

export function manifestOf(session: Session, declared: ToDeclare): Manifest {
  const { id, kind, spec, staged, judged, entry, publicKey, files } = declared;
  const { engine, schemaVersion, dataVersion } = session.open;
  return {
    format: 'huaxiang-package',
    version: 1,
    kind,
    id,
    name: spec.name,
    madeAt: entry.at,
    expires: spec.expires ?? null,
    product: { schema: schemaVersion, engine: engine.name, database: engine.version },
    purpose: spec.purpose,
    basis: spec.basis ?? null,
    recipient: spec.recipient,
    source: { ...sourceOf(spec, staged), dataVersion, asOf: session.customers.asOf },
    dataFormat: spec.format,
    columns: staged.columns.map(({ column, tag, kind: person, dataClass }) => ({
      ...column,
      type: typeOf(tag),
      dataClass,
      kind: person,
    })),
    quasi: spec.quasi,
    sensitive: spec.sensitive,
    safeText: spec.format === 'parquet' ? AS_IT_IS_RULE : SAFE_TEXT_RULE,
    rows: {
      found: staged.found,
      withheld: staged.withheld
        .filter(({ first }) => first > 0)
        .map(({ kind: by, label, first }) => ({ label: label || by, n: first })),
      suppressed: staged.suppressed,
      leaving: staged.leaving,
    },
    risk: riskOf(judged.risk),
    ...(staged.canaries && judged.riskInFile
      ? {
          canaries: {
            n: staged.canaries.rows.length,
            commitment: canaryCommitment(id, staged.canaries),
            risk: riskOf(judged.riskInFile),
          },
        }
      : {}),
    approval: [...judged.approval],
    audit: { seq: entry.seq, head: entry.hash },
    signer: { name: entry.actor, publicKey },
    files: files.map(({ path, bytes }) => ({ path, bytes: bytes.length, sha256: sha256Hex(bytes) })),
  };
}

function sourceOf({ from, forContact }: ExportSpec, { origin }: StagedExport): Omit<Manifest['source'], 'dataVersion' | 'asOf'> {
  const [kind, id] =
    'segment' in from
      ? (['segment', from.segment] as const)
      : 'audience' in from
        ? (['audience', from.audience] as const)
        : (['campaign', from.campaign] as const);
  const { name, definition, version, holdout, policyVersion } = origin;
  return { kind, id, name, definition, version, holdout, policyVersion: forContact ? policyVersion : null };
}

/** Risk as a manifest writes it. */
export function riskOf({ limit, k, classes, unique, below, prosecutor, journalist, sensitive }: ExportRisk): Manifest['risk'] {
  const rates = (risk: RiskRate | null) => [risk && rateText(risk.most), risk && rateText(risk.mean)] as const;
  const [prosecutorMost, prosecutorMean] = rates(prosecutor);
  const [journalistMost, journalistMean] = rates(journalist);
  return {
    ...{ limit, k, classes, unique, below, prosecutorMost, prosecutorMean, journalistMost, journalistMean },
    sensitive: sensitive.map(({ column, distinct, entropy, recursive, closeness }) => ({
      column,
      distinct,
      entropy: rateText(entropy),
      recursive: recursive === null ? null : rateText(recursive),
      closeness: rateText(closeness),
    })),
  };
}

const RATE_DIGITS = 6;

function rateText(rate: number): string {
  return rate.toFixed(RATE_DIGITS);
}

const FIELD_TYPES = { text: 'string', number: 'number', date: 'date', boolean: 'boolean' } as const;

/** What other programs read of a package: a tabular data package as Frictionless describes it. */
export function dataPackage({
  spec,
  staged,
  data,
  types,
}: {
  readonly spec: ExportSpec;
  readonly staged: StagedExport;
  readonly data: PackedFile;
  /** Of a file that has types of its own. */
  readonly types: readonly ParquetType[] | null;
}): PackedFile {
  const { end, mediaType, encoding } = FILE_FACTS[spec.format];
  const fields = staged.columns.map(({ column, tag }, place) => {
    const plain = column.treatment.kind === 'keep' ? FIELD_TYPES[typeOf(tag)] : 'string';
    return { name: column.name, type: types?.[place]?.field ?? plain };
  });
  const resource = {
    name: 'customers',
    path: data.path,
    format: end,
    mediatype: mediaType,
    ...(encoding === undefined ? {} : { encoding }),
    bytes: data.bytes.length,
    hash: `sha256:${sha256Hex(data.bytes)}`,
    schema: { fields, missingValues: types ? [] : [''] },
  };
  return {
    path: DATAPACKAGE_PATH,
    bytes: canonicalBytes({ name: 'huaxiang-export', profile: 'tabular-data-package', title: spec.name, resources: [resource] }),
  };
}
