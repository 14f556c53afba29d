import { extname } from 'node:path';
import { runAnnotations } from './annotationsCommand';
import {
  comparisonTables,
  countTables,
  entityTables,
  pathTables,
  portraitTables,
  receiptTables,
  segmentTables,
  workspaceTables,
} from './answerTables';
import { arrowRows } from './arrowRows';
import { runAudit } from './auditCommand';
import { type Call, neededText, optionText } from './call';
import { runCampaign, runPolicy } from './campaignCommands';
import { runChanges } from './changesCommand';
import { runClasses } from './classesCommand';
import { naming, readDefinition } from './definitionFile';
import { runErase } from './eraseCommand';
import { runExperiment } from './experimentCommand';
import { powerTables } from './experimentTables';
import { runDecide, runExport, runKey } from './exportCommands';
import { makeFolder } from './folder';
import { runFunnel } from './funnelCommand';
import { runImports } from './importCommand';
import type { KernelClient } from './kernelClient';
import { type Output, openWorkspace, requireOne } from './output';
import { printRecipe, runRecipe } from './recipeCommands';
import { reportLanguage } from './reportLanguage';
import { runRescue } from './rescueCommand';
import { retentionTables } from './retentionTables';
import { runSeal } from './sealCommand';
import type { CommandName } from './syntax';
import { runTags } from './tagsCommand';
import type { Cell } from './textTable';
import { runTrace } from './traceCommand';
import { trendTables } from './trendTables';
import { UsageError } from './usageError';
import { runVerify } from './verifyCommand';
import { runWork } from './workCommand';

export const commands: Readonly<Record<CommandName, (kernel: KernelClient, call: Call) => Promise<Output>>> = {
  demo,
  import: runImports,
  receipts,
  entities,
  changes: runChanges,
  tags: runTags,
  count,
  segment,
  sql,
  portrait,
  path,
  retention,
  trend,
  annotations: runAnnotations,
  experiment: runExperiment,
  policy: runPolicy,
  campaign: runCampaign,
  work: runWork,
  export: runExport,
  verify: runVerify,
  trace: runTrace,
  decide: runDecide,
  key: runKey,
  power,
  funnel: runFunnel,
  run: runRecipe,
  recipe: printRecipe,
  classes: runClasses,
  erase: runErase,
  seal: runSeal,
  rescue: runRescue,
  audit: runAudit,
};

async function demo(kernel: KernelClient, call: Call): Promise<Output> {
  const size = {
    customers: wholeNumber(call, 'customers'),
    events: wholeNumber(call, 'events'),
    seed: wholeNumber(call, 'seed'),
    language: optionText(call, 'language'),
  };
  await makeFolder(call.first);
  const info = await kernel.ask('demo.create', { folder: kernel.grant(call.first), ...size });
  return { json: info, tables: workspaceTables(info) };
}

async function receipts(kernel: KernelClient, call: Call): Promise<Output> {
  await openWorkspace(kernel, call);
  const list = await kernel.ask('imports.list', {});
  return { json: list, tables: receiptTables(list) };
}

async function entities(kernel: KernelClient, call: Call): Promise<Output> {
  requireOne(call, 'apply', 'show');
  const path = optionText(call, 'apply');
  if (path === undefined) {
    await openWorkspace(kernel, call);
    const answer = await kernel.ask('entities.get', {});
    return { json: answer, tables: entityTables(answer) };
  }
  const answer = await askWith(kernel, call, { method: 'entities.apply', field: 'map', path });
  return { json: answer, tables: entityTables(answer) };
}

async function count(kernel: KernelClient, call: Call): Promise<Output> {
  const answer = await askWith(kernel, call, { method: 'rules.count', field: 'rule', path: neededText(call, 'rule') });
  return { json: answer, tables: countTables(answer) };
}

async function segment(kernel: KernelClient, call: Call): Promise<Output> {
  requireOne(call, 'apply', 'list', 'members');
  const path = optionText(call, 'apply');
  const id = optionText(call, 'members');
  if (id !== undefined) return await members(kernel, call, id);
  if (path !== undefined) {
    const saved = await askWith(kernel, call, { method: 'segments.save', field: 'segment', path });
    return { json: saved, tables: segmentTables([saved]) };
  }
  await openWorkspace(kernel, call);
  const list = await kernel.ask('segments.list', {});
  return { json: list, tables: segmentTables(list) };
}

const KEYS_PER_PAGE = 1000;

async function members(kernel: KernelClient, call: Call, id: string): Promise<Output> {
  await openWorkspace(kernel, call);
  const keys: string[] = [];
  for (let total = 1; keys.length < total; ) {
    const page = await kernel.ask('segments.members', { id, offset: keys.length, limit: KEYS_PER_PAGE });
    keys.push(...page.keys);
    total = page.total;
  }
  return { json: keys, tables: [{ header: ['member'], rows: keys.map((key) => [key]) }] };
}

async function portrait(kernel: KernelClient, call: Call): Promise<Output> {
  const path = neededText(call, 'spec');
  const report = optionText(call, 'report');
  if (report !== undefined) return await portraitReport(kernel, call, { path, report });
  const definition = await readDefinition(path, kernel.console);
  await openWorkspace(kernel, call);
  return await naming(definition, 'spec', async () => {
    const spec = definition.value as never;
    if (!namesSeveral(spec)) {
      const answer = await kernel.ask('portraits.compute', { spec });
      return { json: answer, tables: portraitTables(answer) };
    }
    const answer = await kernel.ask('portraits.compare', { spec });
    return { json: answer, tables: comparisonTables(answer) };
  });
}

/** `segments` in place of `segment`. */
function namesSeveral(spec: unknown): boolean {
  return typeof spec === 'object' && spec !== null && 'segments' in spec;
}

async function portraitReport(
  kernel: KernelClient,
  call: Call,
  { path, report }: { readonly path: string; readonly report: string },
): Promise<Output> {
  const format = reportFormat(report);
  const language = reportLanguage(call);
  const definition = await readDefinition(path, kernel.console);
  await openWorkspace(kernel, call);
  const { answer } = await naming(definition, 'spec', () =>
    kernel.ask('reports.portrait', { spec: definition.value as never, format, language, file: kernel.grant(report) }),
  );
  return { json: answer, tables: portraitTables(answer) };
}

function reportFormat(report: string): 'html' | 'xlsx' | 'pptx' {
  const format = extname(report).slice(1).toLowerCase();
  if (format === 'html' || format === 'xlsx' || format === 'pptx') return format;
  if (format === 'pdf')
    throw new UsageError('a PDF is made in the application; here --report is a file that ends in .html, .xlsx or .pptx');
  throw new UsageError(`--report is a file that ends in .html, .xlsx or .pptx, not "${report}"`);
}

async function path(kernel: KernelClient, call: Call): Promise<Output> {
  const answer = await askWith(kernel, call, { method: 'paths.compute', field: 'spec', path: neededText(call, 'spec') });
  return { json: answer, tables: pathTables(answer) };
}

async function retention(kernel: KernelClient, call: Call): Promise<Output> {
  const answer = await askWith(kernel, call, { method: 'retention.compute', field: 'spec', path: neededText(call, 'spec') });
  return { json: answer, tables: retentionTables(answer) };
}

async function trend(kernel: KernelClient, call: Call): Promise<Output> {
  const answer = await askWith(kernel, call, { method: 'trends.compute', field: 'spec', path: neededText(call, 'spec') });
  return { json: answer, tables: trendTables(answer) };
}

/** Of no workspace: the file is all there is. */
async function power(kernel: KernelClient, call: Call): Promise<Output> {
  const definition = await readDefinition(call.first, kernel.console);
  const answer = await naming(definition, 'spec', () => kernel.ask('experiments.power', { spec: definition.value as never }));
  return { json: answer, tables: powerTables(answer) };
}

const ROWS_PER_PAGE = 1000;

async function sql(kernel: KernelClient, call: Call): Promise<Output> {
  const limit = wholeNumber(call, 'limit');
  await openWorkspace(kernel, call);
  const answer = await kernel.ask('queries.run', { sql: call.others[0], limit });
  const rows: Cell[][] = [];
  while (rows.length < answer.rows) {
    const page = await kernel.ask('queries.page', { query: answer.query, offset: rows.length, limit: ROWS_PER_PAGE });
    rows.push(...arrowRows(page.arrow));
  }
  const { columns, more, seconds } = answer;
  if (more) kernel.console.writeError(`huaxiang: there are more than these ${rows.length} rows\n`);
  return { json: { columns, rows, more, seconds }, tables: [{ header: columns.map(({ name }) => name), rows }] };
}

type DefinitionMethod =
  | 'entities.apply'
  | 'rules.count'
  | 'segments.save'
  | 'paths.compute'
  | 'retention.compute'
  | 'trends.compute';

interface DefinitionCall<K extends DefinitionMethod> {
  readonly method: K;
  /** The method's only argument. */
  readonly field: string;
  /** The definition's file. */
  readonly path: string;
}

/** Opens the workspace and asks one method about the definition in a file. */
async function askWith<K extends DefinitionMethod>(kernel: KernelClient, call: Call, { method, field, path }: DefinitionCall<K>) {
  const definition = await readDefinition(path, kernel.console);
  await openWorkspace(kernel, call);
  return await naming(definition, field, () => kernel.ask(method, { [field]: definition.value }));
}

function wholeNumber(call: Call, name: string): number | undefined {
  const value = optionText(call, name);
  if (value === undefined) return undefined;
  if (!/^\d+$/.test(value)) throw new UsageError(`--${name} is a whole number, not "${value}"`);
  return Number(value);
}
