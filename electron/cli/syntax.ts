interface Syntax {
  /** What follows the command's name. */
  readonly form: string;
  readonly does: string;
  /** Files and folders without an option's name. */
  readonly least: number;
  readonly most: number;
  readonly options: Readonly<Record<string, 'string' | 'boolean'>>;
}

export const syntax = {
  demo: {
    form: 'DIR [--customers N] [--events N] [--seed S] [--language zh|en]',
    does: "write the demo bank's files and a ready workspace into a folder",
    least: 1,
    most: 1,
    options: { customers: 'string', events: 'string', seed: 'string', language: 'string' },
  },
  import: {
    form: 'WS FILE|DIR... [--table T] [--options JSON]',
    does: 'import files, each into a table of its own, or all of one shape into T; the workspace is made when missing',
    least: 2,
    most: Number.POSITIVE_INFINITY,
    options: { table: 'string', options: 'string' },
  },
  receipts: { form: 'WS', does: 'list the evidence of all imports; with --json all of it', least: 1, most: 1, options: {} },
  entities: {
    form: 'WS --apply MAP.json | --show',
    does: 'set or print how tables become customers',
    least: 1,
    most: 1,
    options: { apply: 'string', show: 'boolean' },
  },
  changes: {
    form: 'WS --apply CHANGE.json | --preview CHANGE.json | --remove EVENT | --list',
    does: 'make events of what balances do, such as "fell below 50000"; try one, remove one, or list them',
    least: 1,
    most: 1,
    options: { apply: 'string', preview: 'string', remove: 'string', list: 'boolean' },
  },
  tags: {
    form: 'WS --apply TAGS.json | --list | --refresh | --library',
    does: 'save tags, list them, compute those that are out of date, or print what --apply takes (with --json)',
    least: 1,
    most: 1,
    options: { apply: 'string', list: 'boolean', refresh: 'boolean', library: 'boolean' },
  },
  count: {
    form: 'WS --rule RULE.json',
    does: 'count the customers a rule finds',
    least: 1,
    most: 1,
    options: { rule: 'string' },
  },
  segment: {
    form: 'WS --apply SEG.json | --list | --members ID',
    does: 'save a segment, list the saved ones, or the keys of the members of one',
    least: 1,
    most: 1,
    options: { apply: 'string', list: 'boolean', members: 'string' },
  },
  sql: {
    form: 'WS "SELECT ..." [--limit N]',
    does: 'run a read-only query; with --json its columns and rows',
    least: 2,
    most: 2,
    options: { limit: 'string' },
  },
  portrait: {
    form: 'WS --spec SPEC.json [--report FILE.html|.xlsx|.pptx] [--language zh|en]',
    does: 'compare a segment with a base, tag by tag; as a report too, without cells of too few customers',
    least: 1,
    most: 1,
    options: { spec: 'string', report: 'string', language: 'string' },
  },
  path: {
    form: 'WS --spec SPEC.json',
    does: 'follow what customers did after an event, before one, or from any on',
    least: 1,
    most: 1,
    options: { spec: 'string' },
  },
  retention: {
    form: 'WS --spec SPEC.json',
    does: 'who came back when: cohorts by the first start event, with what came back in each period since',
    least: 1,
    most: 1,
    options: { spec: 'string' },
  },
  trend: {
    form: 'WS --spec SPEC.json',
    does: 'count events, their customers or a property of theirs by day, week or month',
    least: 1,
    most: 1,
    options: { spec: 'string' },
  },
  annotations: {
    form: 'WS --apply ANNOTATION.json | --list | --remove ID',
    does: 'save what happened on a day, as trends show it; list or remove such notes',
    least: 1,
    most: 1,
    options: { apply: 'string', list: 'boolean', remove: 'string' },
  },
  experiment: {
    form: 'WS --spec SPEC.json [--curves | --distributions | --arm ARM.json --freeze NAME]',
    does: 'compare the variants of an experiment with its control, with a verdict; or over time, and within 30, 60 and 90 days; or how values are spread in each; or keep customers of an arm as a list',
    least: 1,
    most: 1,
    options: { spec: 'string', curves: 'boolean', distributions: 'boolean', arm: 'string', freeze: 'string' },
  },
  policy: {
    form: 'WS --apply POLICY.json | --show',
    does: 'set or print what every campaign keeps to: rules that withhold, caps, quiet days, a global hold-out',
    least: 1,
    most: 1,
    options: { apply: 'string', show: 'boolean' },
  },
  campaign: {
    form: 'WS --apply CAMPAIGN.json | --list | --simulate ID | --split ID | --release ID | --remove ID | --ledger [--out FILE.html|csv|json] [--tags A,B]',
    does: 'save a campaign, list them, see whom the policy withholds and how the others are dealt out, release it for good, or compare all of them',
    least: 1,
    most: 1,
    options: {
      apply: 'string',
      list: 'boolean',
      simulate: 'string',
      split: 'string',
      release: 'string',
      remove: 'string',
      ledger: 'boolean',
      out: 'string',
      language: 'string',
      tags: 'string',
    },
  },
  work: {
    form: 'WS --apply PLAN.json | --list | --orders ID | --write ID --out FILE.zip [--language zh|en] | --receive ID --table T',
    does: 'hand the customers of a released campaign to managers, list orders, write them as files, or take in results of a table',
    least: 1,
    most: 1,
    options: {
      apply: 'string',
      list: 'boolean',
      orders: 'string',
      write: 'string',
      receive: 'string',
      out: 'string',
      table: 'string',
      language: 'string',
    },
  },
  power: {
    form: 'SPEC.json',
    does: 'customers that an effect takes, the effect that so many show, or the chance to show it',
    least: 1,
    most: 1,
    options: {},
  },
  funnel: {
    form: 'WS --spec SPEC.json [--mark MARK.json [--freeze NAME]]',
    does: 'how many customers get through the steps of a funnel, how long it takes them, by level and side by side; who is behind a mark of it, kept as a list too',
    least: 1,
    most: 1,
    options: { spec: 'string', mark: 'string', freeze: 'string' },
  },
  run: {
    form: 'RECIPE.json --out DIR [--force] [--language zh|en]',
    does: 'make a whole analysis from one file: a report and the answers, in a folder; --force replaces files that no run wrote',
    least: 1,
    most: 1,
    options: { out: 'string', force: 'boolean', language: 'string' },
  },
  recipe: { form: 'WS', does: 'print a recipe that makes the workspace again, beside its files', least: 1, most: 1, options: {} },
  export: {
    form: 'WS --spec SPEC.json --preview | --out FILE.hxpkg [--request] [--seal] [--language zh|en] | --release ID --decision FILE --out FILE.hxpkg [--seal] | --list | --policy POLICY.json | --refusals | --refused ID --out FILE.csv',
    does: 'show what an export would give away, write it, ask for a review of it, or write what was agreed to; save the export policy; list who refused after they left',
    least: 1,
    most: 1,
    options: {
      spec: 'string',
      preview: 'boolean',
      out: 'string',
      request: 'boolean',
      language: 'string',
      release: 'string',
      decision: 'string',
      list: 'boolean',
      policy: 'string',
      refusals: 'boolean',
      refused: 'string',
      seal: 'boolean',
    },
  },
  verify: {
    form: 'FILE.hxpkg [--language zh|en]',
    does: 'check that a package is as it was signed and that its rows are as it says; say what is in it',
    least: 1,
    most: 1,
    options: { language: 'string' },
  },
  trace: {
    form: 'WS FILE',
    does: 'say which exports a list that was found has its rows from: a CSV file or a workbook',
    least: 2,
    most: 2,
    options: {},
  },
  decide: {
    form: 'REQUEST.hxpkg --verdict approved|returned --reasons TEXT --reviewer NAME --out FILE [--changes CHANGES.json]',
    does: 'sign a decision about a request that somebody else made',
    least: 1,
    most: 1,
    options: { verdict: 'string', reasons: 'string', reviewer: 'string', out: 'string', changes: 'string' },
  },
  key: {
    form: '[--seal]',
    does: 'print the public key of whoever works here; with --seal protect the key by a passphrase',
    least: 0,
    most: 0,
    options: { seal: 'boolean' },
  },
  classes: {
    form: 'WS [--table T] [--apply CHANGE.json] [--every-cell]',
    does: 'what every column holds of persons, its class C1 to C3 and what says so; overrule it with a reason',
    least: 1,
    most: 1,
    options: { table: 'string', apply: 'string', 'every-cell': 'boolean' },
  },
  seal: {
    form: 'WS --out FILE | --plain FILE | --change',
    does: 'write an encrypted copy of a workspace, or a plain one of an encrypted workspace; or change its passphrase',
    least: 1,
    most: 1,
    options: { out: 'string', plain: 'string', change: 'boolean' },
  },
  erase: {
    form: 'WS --customer KEY [--reason TEXT --yes]',
    does: 'say where one customer stands in the workspace; with --yes take the customer out of all of it, and out of the file, for good',
    least: 1,
    most: 1,
    options: { customer: 'string', reason: 'string', yes: 'boolean' },
  },
  audit: {
    form: 'WS [--action A,B] [--actor NAME] [--from DAY] [--to DAY] [--object ID] [--text TEXT] [--out FILE.csv|FILE.jsonl] [--accept REASON]',
    does: 'verify the audit chain and print its entries, newest first, or write them as a file; go on with a chain that is not the expected one',
    least: 1,
    most: 1,
    options: {
      action: 'string',
      actor: 'string',
      from: 'string',
      to: 'string',
      object: 'string',
      text: 'string',
      out: 'string',
      accept: 'string',
    },
  },
  rescue: {
    form: 'WS --out NEW.huaxiang',
    does: 'bring what can be read of a damaged workspace into a new one; says what came over and what did not, and leaves the file as it is',
    least: 1,
    most: 1,
    options: { out: 'string' },
  },
} as const satisfies Record<string, Syntax>;

export type CommandName = keyof typeof syntax;

export function usage(): string {
  const commands = Object.entries(syntax).map(([name, { form, does }]) => `  ${name} ${form}\n      ${does}\n`);
  return `usage: huaxiang COMMAND ARGUMENTS [--json] [--engine native|wasm] [--passphrase-stdin]

${commands.join('')}
A definition's file may be "-" for standard input. Data goes to standard output, messages to standard error.
An encrypted workspace is opened with the passphrase in HUAXIANG_PASSPHRASE, or on the first line of standard input.
Exit code: 0 done, 1 the data or a definition is at fault, 2 the call is wrong, 4 a package is sealed, 13 to 30 what verify found, 130 interrupted.
`;
}
