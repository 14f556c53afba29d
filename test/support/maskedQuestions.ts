import type { KernelMethods, kernelMethods } from '../../shared/rpc/contract';
import type { Input } from '../../shared/rpc/method';

type Questions = { readonly [K in keyof KernelMethods]: readonly Input<KernelMethods, K>[] };

const PAGE = { offset: 0, limit: 1000 };
const phoneIs = (op: 'startsWith' | 'gte' | 'contains' | 'isNotNull', ...values: string[]) => {
  return { kind: 'tag' as const, tag: 'phone', op, values };
};
const ALL = { kind: 'all' as const, rules: [] };
/** Ways to ask a rule about the digits under a mask. */
const RULES = [
  phoneIs('startsWith', '1385'),
  phoneIs('gte', '13850000000'),
  phoneIs('contains', '55'),
  { kind: 'all' as const, rules: [phoneIs('isNotNull'), { kind: 'none' as const, rules: [phoneIs('startsWith', '1385')] }] },
  { kind: 'sql' as const, predicate: "phone LIKE '1385%'" },
  { kind: 'sql' as const, predicate: `substring("phone", 4, 1) = '5'` },
  { kind: 'sql' as const, predicate: "contains(CAST(columns AS varchar), '1385')" },
  { kind: 'sql' as const, predicate: "contains(CAST(customers AS varchar), '1385')" },
  { kind: 'query' as const, sql: "SELECT id FROM people WHERE phone LIKE '1385%'" },
  { kind: 'query' as const, sql: "SELECT id FROM tags.customers WHERE name > '李'" },
  {
    kind: 'event' as const,
    event: 'pay',
    measure: 'count' as const,
    where: [{ prop: 'payee_phone', op: 'startsWith' as const, values: ['1385'] }],
    op: 'gte' as const,
    values: [1],
  },
  {
    kind: 'event' as const,
    event: 'pay',
    measure: 'topValue' as const,
    prop: 'payee_phone',
    op: 'startsWith' as const,
    values: ['1385'],
  },
  { kind: 'tag' as const, tag: 'head', op: 'startsWith' as const, values: ['1385'] },
];
const asked = RULES.map((rule) => ({ rule }));
const column = (name: string) => ({ kind: 'column' as const, table: 'people', column: name });
const definition = (source: Input<KernelMethods, 'tags.save'>['definition']['source'], id = 'mine') => {
  return { definition: { id, name: id, source } };
};
const DEFINITIONS = [
  definition(column('phone')),
  definition(column('phone'), 'phone'),
  definition({ kind: 'expression', sql: 'substring(phone, 1, 8)' }),
  definition({ kind: 'expression', sql: "CAST(columns AS varchar) || 'x'" }),
  definition({ kind: 'behaviour', event: 'pay', measure: 'topValue', prop: 'payee_phone', where: [] }),
  definition({ kind: 'list', table: 'people', key: 'id', value: 'phone' }),
  definition({ kind: 'cases', cases: [{ rule: phoneIs('startsWith', '1385'), value: 'x' }], otherwise: null }),
  definition({ kind: 'bucket', tag: 'head', edges: [1], labels: ['a', 'b'], method: 'typed' }),
];
const portrait = (tags: 'published' | string[] | { template: string }) => ({ spec: { segment: 'all', tags } });
const PORTRAITS = [portrait('published'), portrait(['name']), portrait(['chosen', 'head', 'payee']), portrait({ template: 't' })];
const range = { from: '2026-05-01', to: '2026-06-30' };
const where = [{ prop: 'payee_phone', op: 'startsWith' as const, values: ['1385'] }];
const customer = { customer: 'K105' };
const view = (op: 'startsWith' | 'contains') => ({
  sort: [{ column: 'phone', descending: false }],
  filters: [{ column: 'phone', op, values: ['1385'] }],
  search: '',
});
const cells = { range: { rows: [0, 39] as [number, number], columns: ['name', 'phone', 'id_number', 'card', 'email'] } };
const metric = { kind: 'mean' as const, of: { tag: 'phone' }, label: 'm' };
const experiment = { tag: 'city', control: '深圳', metrics: [{ ...metric, of: { event: 'pay', where } }], range };
const reason = '客户来电核实';
const cleaning = { table: 'people', result: 'mine', steps: [{ kind: 'trim' as const, columns: ['phone'] }] };

/** Of every method what may show or tell of masked values; with files those that a test grants under these names. */
export function questions(file: (name: string) => string): Questions {
  const to = file('out');
  const spec = { name: 'x', from: { segment: 'all' }, columns: [{ name: 'phone', treatment: { kind: 'keep' as const } }] };
  const exported = { spec };
  return {
    ...nothingToShow(),
    'campaigns.list': [{}],
    'campaigns.save': [{ campaign: { id: 'mine', name: 'mine', who: phoneIs('startsWith', '1385') } }],
    'campaigns.versions': [{ id: 'c' }],
    'campaigns.simulate': [{ id: 'c' }, { id: 'c', tags: ['name', 'phone'] }],
    'campaigns.split': [{ id: 'c', tags: ['phone'] }],
    'campaigns.release': [{ id: 'c', tags: ['phone'] }],
    'campaigns.released': [{ id: 'c' }],
    'campaigns.ledger': [{ spec: {} }],
    'campaigns.offers': [{ spec: { by: { tag: 'name' } } }],
    'reports.ledger': [{ spec: {}, file: to }],
    'contactPolicy.get': [{}],
    'contactPolicy.save': [{ policy: { rules: [{ id: 'r', label: 'r', who: phoneIs('startsWith', '1385') }] } }],
    'workLists.list': [{}],
    'workLists.alerts': [{}],
    'workLists.preview': [{ plan: { campaign: 'c', owner: 'name', due: '2026-08-01', reason: '{{phone}}{{head}}' } }],
    'workLists.open': [{ plan: { campaign: 'c', due: '2026-08-01', reason: '{{phone}}{{head}}' } }],
    'workLists.orders': [{ campaign: 'c', ...PAGE }],
    'workLists.progress': [{ campaign: 'c' }],
    'workLists.transfer': [{ campaign: 'c', to: null }],
    'workLists.write': [{ campaign: 'c', file: to }],
    'workLists.receive': [{ campaign: 'c', table: 'people' }],
    'tags.list': [{}],
    'tags.check': DEFINITIONS,
    'tags.preview': DEFINITIONS,
    'tags.compare': DEFINITIONS,
    'tags.save': DEFINITIONS,
    'tags.versions': [{ id: 'chosen' }, { id: 'head' }],
    'tags.refresh': [{}],
    'tags.lineage': [{ tag: 'head' }, { tag: 'city' }],
    'tags.alike': [{}],
    'tags.exportLibrary': [{}],
    'tags.rfmCuts': [{ event: 'pay', prop: 'amount', where }],
    'tags.packs': [{}],
    'tags.edges': [{ tag: 'phone', method: 'quantile', n: 5 }],
    'tags.distribution': ['phone', 'name', 'head', 'payee', 'chosen'].map((tag) => ({ tag, search: '138' })),
    'events.list': [{}],
    'events.distribution': [{ event: 'pay', prop: 'payee_phone' }],
    'events.measured': [{ behaviour: { event: 'pay', measure: 'topValue', prop: 'payee_phone' } }],
    'funnels.compute': [
      { spec: { steps: [{ event: 'login' }, { event: 'pay', where }] } },
      { spec: { steps: [{ event: 'login' }, { event: 'pay' }], hold: 'payee_phone' } },
      { spec: { steps: [{ event: 'login' }], who: phoneIs('startsWith', '1385') } },
    ],
    'funnels.members': [{ spec: { steps: [{ event: 'pay', where }] }, mark: { kind: 'reached', step: 0 } as never }],
    'funnels.freeze': [{ spec: { steps: [{ event: 'pay', where }] }, mark: { kind: 'reached', step: 0 } as never, name: 'f' }],
    'lists.list': [{}],
    'lists.save': [{ list: { id: 'l', name: 'l', table: 'people', key: 'phone' } }],
    'rules.count': asked,
    'rules.sql': asked,
    'rules.read': [{ sql: "SELECT id FROM people WHERE phone LIKE '1385%'" }],
    'rules.explain': asked.map((each) => ({ ...each, ...customer })),
    'segments.list': [{}],
    'segments.save': RULES.map((who) => ({ segment: { id: 'mine', name: 'mine', who } })),
    'segments.versions': [{ id: 'byPhone' }, { id: 'byQuery' }, { id: 'bySql' }],
    'segments.members': [
      { id: 'all', ...PAGE },
      { id: 'byPhone', ...PAGE },
    ],
    'segments.count': [...RULES.map((who) => ({ who })), { who: ALL, limit: { n: 5, by: { expression: 'phone' } } as never }],
    'segments.sizes': [{}],
    'segments.compare': [{ id: 'byPhone', from: 1, to: 1 }],
    'segments.overlap': [{ segments: ['byPhone', 'bySql'] }],
    'audiences.list': [{}],
    'audiences.freeze': [{ segment: 'bySql', name: 'mine' }],
    'audiences.change': [{ id: 'frozen' }],
    'insight.affinity': [{ spec: { segment: 'all', items: { kind: 'event', event: 'pay', prop: 'payee_phone' } } }],
    'insight.together': [{ spec: { items: { kind: 'event', event: 'pay', prop: 'payee_phone' } } }],
    'insight.nextBest': [{ spec: { segment: 'all', items: { kind: 'event', event: 'pay', prop: 'payee_phone' } } }],
    'insight.migration': [{ spec: { tag: 'name', from: { day: '2026-06-01' } } }],
    'paths.compute': [{ spec: { from: { event: 'pay', where }, range } }],
    'paths.members': [
      { spec: { from: { event: 'pay', where }, range }, mark: { depth: 0, node: { kind: 'event', name: 'pay' } } },
    ],
    'trends.compute': [
      { spec: { series: [{ event: 'pay', measure: 'count' } as never], unit: 'month', range, by: 'name' } },
      { spec: { series: [{ event: 'pay', where, measure: 'count' } as never], unit: 'month', range } },
    ],
    'annotations.list': [{}],
    'retention.compute': [{ spec: { start: { event: 'login' }, return: { event: 'pay', where }, unit: 'month', range } }],
    'retention.rule': [
      { cell: { spec: { start: { event: 'login', where }, return: 'any', unit: 'month', range }, cohort: '2026-05-01' } },
    ],
    'customers.find': [{ text: '138' }, { text: '1007' }, { text: '芳' }, { text: 'K1' }, ...asked],
    'customers.describe': [customer],
    'customers.standing': [customer],
    'customers.segments': [customer],
    'customers.timeline': [customer],
    'customers.similar': [
      { ...customer, tags: ['age', 'city'] },
      { ...customer, tags: ['phone', 'name'] },
    ],
    'customers.related': [customer],
    'customers.unmask': ['phone', 'name', 'head'].map((field) => ({ ...customer, field, reason })),
    'customers.traces': [customer],
    'customers.erase': [{ ...customer, reason }],
    'portraits.compute': PORTRAITS,
    'portraits.compare': [
      { spec: { segments: ['all', 'byPhone'], tags: ['name'] } },
      { spec: { segments: ['all', 'byPhone'], tags: 'published' } },
    ],
    'portraits.cross': [{ spec: { segment: 'all', tags: ['name', 'city'] } as never }],
    'portraits.brush': [{ spec: { segment: 'all', tags: ['city'], brushes: [{ tag: 'name', values: ['王'] }] } as never }],
    'reports.portrait': PORTRAITS.map((each) => ({ ...each, format: 'html' as const, file: to })),
    'reports.picture': [{ ...portrait(['name']), picture: { kind: 'tag', tag: 'name' }, file: to } as never],
    'reports.board': [{ board: 'b', file: to }],
    'reports.experiment': [{ spec: experiment, file: to }],
    'portraitTemplates.list': [{}],
    'portraitTemplates.save': [{ template: { id: 'mine', name: 'mine', tags: ['phone'] } }],
    'boards.list': [{}],
    'boards.save': [
      {
        board: {
          id: 'mine',
          name: 'mine',
          items: [{ id: 'i', kind: 'portraitTag', spec: portrait(['phone']).spec, tag: 'phone' }],
        },
      },
    ],
    'boards.pin': [
      { board: { id: 'b', name: 'b' }, item: { id: 'j', kind: 'portraitTag', spec: portrait(['phone']).spec, tag: 'phone' } },
    ],
    'workspace.info': [{}],
    'workspace.recipe': [{}],
    'imports.compare': [{ file: file('people.csv'), table: 'people', key: 'id' }],
    'imports.list': [{}],
    'imports.rejects': [{ receipt: 1, ...PAGE }],
    'tables.list': [{}],
    'tables.page': [
      { table: 'people', ...PAGE },
      { table: 'events', ...PAGE },
      { table: 'people', view: view('contains'), ...PAGE },
      { table: 'people', view: view('startsWith'), ...PAGE },
      { table: 'people', view: { ...view('contains'), filters: [], search: '1385' }, ...PAGE },
    ],
    'tables.summary': [
      { table: 'people', ...cells },
      { table: 'people', view: view('contains'), ...cells },
    ],
    'tables.copy': [
      { table: 'people', ...cells, names: true },
      { table: 'people', view: view('contains'), ...cells },
    ],
    'masks.seen': [{}],
    'tables.masks': [{ table: 'people' }],
    'tables.profile': [{ table: 'people' }, { table: 'events' }],
    'tables.keys': [{ table: 'people' }],
    'tables.versions': [{ table: 'people' }],
    'entities.get': [{}],
    'entities.check': [{ map: { customers: { table: 'people', key: 'phone' } } }],
    'entities.suggest': [{}],
    'entities.example': [{ map: { customers: { table: 'people', key: 'phone' } } }],
    'entities.apply': [{ map: { customers: { table: 'people', key: 'phone' } } }],
    'balanceChanges.list': [{}],
    'balanceChanges.preview': [{ change: { event: 'x', table: 'people', column: 'phone', change: { kind: 'becomes' } } }],
    'balanceChanges.save': [{ change: { event: 'x', table: 'people', column: 'phone', change: { kind: 'becomes' } } }],
    'quality.rules': [{}],
    'quality.save': [
      { rules: [{ id: 'm', table: 'people', severity: 'info', check: { kind: 'pattern', column: 'phone', pattern: '1385.*' } }] },
    ],
    'quality.suggest': [{ table: 'people' }],
    'quality.run': [{}],
    'quality.failures': [{ rule: 'names', ...PAGE }],
    'cleanings.list': [{}],
    'cleanings.preview': [{ cleaning }],
    'cleanings.spellings': [{ cleaning, step: 0, column: 'name' }],
    'cleanings.save': [{ cleaning }],
    'cleanings.apply': [{ table: 'people' }],
    'cleanings.dropped': [{ table: 'people', ...PAGE }],
    'cleanings.review': [{ table: 'people', ...PAGE }],
    'queries.run': [{ sql: 'SELECT * FROM people' }, { sql: 'SELECT * FROM tags.customers' }],
    'queries.page': [1, 2, 3].map((query) => ({ query, ...PAGE })),
    'queries.copy': [1, 2, 3].map((query) => ({ query, rows: [0, 39] as [number, number], columns: [0, 7] as [number, number] })),
    'queries.check': [{ sql: 'SELECT phone + 1 FROM people' }],
    'queries.explain': [{ sql: "SELECT id FROM people WHERE phone > '1385'" }],
    'queries.schema': [{}],
    'queries.history': [{}],
    'classification.read': [{}, { everyCell: true }],
    'classification.results': [{}],
    'classification.save': [
      { change: { columns: [{ table: 'people', column: 'phone', overrule: { kind: null, dataClass: 'C1', reason } }] } },
    ],
    'audit.list': [PAGE],
    'audit.verify': [{}],
    'audit.state': [{}],
    'audit.write': [{ format: 'jsonl', file: to }],
    'experiments.compute': [{ spec: experiment }, { spec: { ...experiment, tag: 'name', control: '王' } }],
    'experiments.curves': [{ spec: experiment }],
    'experiments.distributions': [{ spec: { ...experiment, metrics: [metric] } }],
    'experiments.campaigns': [{}],
    'experiments.rule': [{ arm: { spec: { ...experiment, tag: 'name', control: '王' }, variant: '李' } }],
    'experiments.freeze': [{ arm: { spec: { ...experiment, tag: 'name', control: '王' }, variant: '李' }, name: 'f' }],
    'experiments.baseline': [{ spec: { metric, who: phoneIs('startsWith', '1385') } }],
    'exportPolicy.get': [{}],
    'exportPolicy.save': [{ policy: { unmask: ['analyst', 'reviewer', 'admin'] } }],
    'exports.list': [{}],
    'exports.preview': [exported],
    'exports.write': [{ ...exported, file: to }],
    'exports.request': [{ ...exported, file: to }],
    'refusals.list': [{}],
    'keys.own': [{}],
  };
}

/** What shows nothing of the workspace that is open, changes it, or takes a file that whoever asks has anyway. */
type Silent = (typeof SILENT)[number];
const SILENT = [
  'campaigns.remove',
  'tags.remove',
  'tags.importLibrary',
  'lists.remove',
  'segments.remove',
  'audiences.remove',
  'annotations.save',
  'annotations.remove',
  'portraitTemplates.remove',
  'boards.remove',
  'engine.status',
  'engine.configure',
  'workspace.create',
  'workspace.open',
  'workspace.saveAs',
  'workspace.changePassphrase',
  'workspace.close',
  'recipes.check',
  'recipes.run',
  'demo.create',
  'imports.preview',
  'imports.alike',
  'imports.run',
  'tables.rollBack',
  'tables.drop',
  'balanceChanges.remove',
  'quality.remove',
  'cleanings.drop',
  'audit.accept',
  'experiments.power',
  'experiments.powers',
  'exports.release',
  'exports.trace',
  'refusals.write',
  'packages.unseal',
  'packages.read',
  'packages.review',
  'packages.decide',
  'keys.unlock',
  'keys.seal',
  'keys.keep',
  'lock.state',
  'lock.close',
  'lock.open',
] as const satisfies readonly (keyof typeof kernelMethods)[];

function nothingToShow(): { readonly [K in Silent]: readonly [] } {
  return Object.fromEntries(SILENT.map((name) => [name, []])) as unknown as { readonly [K in Silent]: readonly [] };
}
