/** @param {any} value */
const isText = (value) => typeof value === 'string' && value.length <= 20_000;
/** @param {any} value */
const isCount = (value) => Number.isSafeInteger(value) && value >= 0;
/** @param {any} value */
const isHash = (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
/** @param {any} value */
const isDay = (value) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);

/**
 * Whether a manifest has what the rest of it is read by; the application holds it to more.
 * @param {any} value
 */
export function isManifest(value) {
  if (value?.format !== 'huaxiang-package' || value.version !== 1 || !['request', 'package'].includes(value.kind)) return false;
  const { files, columns, quasi, rows, risk, audit, signer, approval, dataFormat, expires, madeAt, canaries } = value;
  return (
    isText(value.name) &&
    isText(madeAt) &&
    !Number.isNaN(Date.parse(madeAt)) &&
    (expires === null || isDay(expires)) &&
    isHash(signer?.publicKey) &&
    isText(signer.name) &&
    isHash(audit?.head) &&
    isCount(audit.seq) &&
    ['csv', 'gb18030', 'xlsx', 'parquet'].includes(dataFormat) &&
    isCount(rows?.leaving) &&
    isRisk(risk) &&
    (canaries === undefined || areCanaries(canaries)) &&
    areAll(quasi, isText) &&
    areAll(approval, isText) &&
    areAll(columns, (it) => isText(it?.name) && isText(it.type) && isText(it.treatment?.kind)) &&
    columns.length > 0 &&
    areAll(files, (it) => isText(it?.path) && isCount(it.bytes) && isHash(it.sha256)) &&
    files.length > 0
  );
}

/** @param {any} value */
const isRisk = (value) => isCount(value?.classes) && isCount(value.unique) && (value.k === null || isCount(value.k));
/** @param {any} value */
const areCanaries = (value) =>
  isCount(value?.n) && value.n >= 1 && value.n <= 20 && isHash(value.commitment) && isRisk(value.risk);

/**
 * @param {any} values
 * @param {(value: any) => boolean} holds
 */
const areAll = (values, holds) => Array.isArray(values) && values.length <= 1000 && values.every(holds);
