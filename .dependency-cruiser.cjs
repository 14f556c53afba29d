/** Which folder may import which others, beside itself. A folder that is not here may not hold code. See docs/architecture.md. */
const shell = ['shared/rpc', 'shared/model'];
const host = ['shared/kernel', 'shared/engines', 'shared/sql', 'shared/demo', ...shell];
const page = ['renderer/engine', 'renderer/ui', 'renderer/text', 'shared/report', ...shell];

const mayImport = {
  'shared/model': [],
  'shared/bits': ['shared/model'],
  'shared/sql': ['shared/model'],
  'shared/stats': ['shared/model'],
  'shared/privacy': ['shared/model'],
  'shared/package': ['shared/model'],
  'shared/rpc': ['shared/model'],
  'shared/report': ['shared/privacy', 'shared/model'],
  'shared/demo': ['shared/model', 'resources'],
  'shared/kernel': [
    'shared/sql',
    'shared/stats',
    'shared/privacy',
    'shared/package',
    'shared/bits',
    'shared/report',
    'shared/demo',
    ...shell,
  ],
  'shared/engines': ['shared/kernel/(ports|table|arrowBytes)\\.ts', 'shared/sql', 'shared/model'],
  'electron/main': ['electron/folder', 'electron/rescue', 'shared/kernel/patience\\.ts', 'resources', ...shell],
  'electron/rescue': ['electron/folder', 'shared/model'],
  'electron/folder': ['shared/model'],
  'electron/preload': shell,
  'electron/engine': ['electron/folder', 'shared/package', ...host],
  'electron/cli': ['electron/engine', 'electron/folder', 'electron/rescue', 'shared/report', ...host],
  'renderer/app': ['renderer/features', 'resources', ...page],
  'renderer/features/([^/]+)': ['renderer/conditions', ...page],
  'renderer/conditions': page,
  'renderer/engine': ['renderer/text', ...host],
  'renderer/ui': ['renderer/text', 'resources', ...shell],
  'renderer/text': ['shared/report', ...shell],
};

const anyOf = (paths) => `^(${paths.join('|')})(/|$)`;

const layerRules = Object.entries(mayImport).map(([folder, others]) => ({
  name: `layer ${folder.replace('([^/]+)', '*')}`,
  severity: 'error',
  from: { path: `^${folder}/` },
  to: {
    path: '^(shared|electron|renderer|resources|scripts|test)/',
    pathNot: anyOf([folder.replace('([^/]+)', '$1'), ...others]),
  },
}));

const packages = (...names) => `^node_modules/(@types/)?(${names.join('|')})/`;

module.exports = {
  forbidden: [
    ...layerRules,
    {
      name: 'known-folder',
      comment: 'Code lives in a folder of the import table.',
      severity: 'error',
      from: {
        path: '^(shared|electron|renderer)/',
        pathNot: [anyOf(Object.keys(mayImport)), '^renderer/main\\.tsx$', '\\.d\\.ts$'],
      },
      to: {},
    },
    {
      name: 'renderer-entry',
      comment: 'The first file of the page only starts the application.',
      severity: 'error',
      from: { path: '^renderer/main\\.tsx$' },
      to: { path: '^(shared|electron|renderer|scripts|test)/', pathNot: anyOf(['renderer/app', 'renderer/text', 'renderer/ui']) },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'resolvable',
      comment:
        "Addresses of bundled files (`?url`) are Vite's to resolve; its build fails where one is missing. `original-fs` is a part of Electron.",
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '(\\?(url|worker)|^original-fs)$' },
    },
    {
      name: 'shared-is-pure',
      comment: 'shared knows neither Node nor the DOM nor React.',
      severity: 'error',
      from: { path: '^shared/' },
      to: {
        path: packages(
          'electron',
          'react',
          'react-dom',
          'antd',
          '@ant-design',
          'echarts',
          '@dnd-kit',
          'zustand',
          '@tanstack',
          '@duckdb',
        ),
      },
    },
    { name: 'shared-without-node', severity: 'error', from: { path: '^shared/' }, to: { dependencyTypes: ['core'] } },
    { name: 'renderer-without-node', severity: 'error', from: { path: '^renderer/' }, to: { dependencyTypes: ['core'] } },
    {
      name: 'renderer-without-electron',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: packages('electron', '@duckdb/node-api', '@duckdb/node-bindings') },
    },
    {
      name: 'electron-without-page',
      severity: 'error',
      from: { path: '^electron/' },
      to: { path: packages('react', 'react-dom', 'antd', '@ant-design', 'echarts', '@dnd-kit') },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.as\\.ts$' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.d.ts'],
      conditionNames: ['import', 'require', 'browser', 'node', 'default', 'types'],
      exportsFields: ['exports'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
