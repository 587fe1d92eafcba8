/** The import rules of docs/architecture.md: what a folder may import besides itself. */
const pure = ['src/study', 'src/language', 'src/field', 'src/geometry'];
const computing = ['src/program', 'src/tensorflow', 'src/network', 'src/optimise'];
const labs = ['src/run', 'src/pde', 'src/sequence'];
const formats = ['src/import', 'src/export'];
/** What a window may know of the lab: pure files only. */
const contract = [
  ...[
    'protocol',
    'sequence-protocol',
    'bridge',
    'codec',
    'parcel',
    'commands',
    'page-files',
    'run-filter|column-filter',
    'run-table',
  ].map((name) => `src/lab/${name}.ts`),
  'src/export/formats.ts',
  'src/export/place-text.ts',
];
const supervise = 'src/lab/supervise';

const mayImport = {
  'src/study': [],
  'src/language': ['src/study'],
  'src/field': [],
  'src/geometry': ['src/study'],
  'src/program': [],
  'src/tensorflow': ['src/program'],
  'src/network': ['src/program'],
  'src/optimise': ['src/program'],
  'src/run': ['src/study', ...computing],
  'src/pde': [...pure, ...computing, 'src/run'],
  'src/sequence': [...pure, ...computing, 'src/run'],
  'src/import': [...pure, ...computing, 'src/run'],
  'src/export': [...pure, ...computing, 'src/run'],
  'src/lab': [...pure, ...computing, ...labs, ...formats],
  'src/server': ['src/lab'],
  'src/cli': ['src/lab', 'src/server'],
  'electron/main': [...contract, supervise, 'electron/channels'],
  'electron/preload': [...contract, 'electron/channels'],
  'electron/channels': contract,
  'electron/engine': ['src/lab'],
  'electron/legacy': [],
  renderer: [...pure, ...contract],
  scripts: [
    'scripts/benchmark',
    'scripts/gallery',
    'scripts/geometry',
    'scripts/gpu',
    'scripts/mhd',
    'scripts/peers',
    'scripts/sequences',
    'scripts/store',
    'scripts/torture',
  ],
  'scripts/benchmark': ['scripts', ...pure, ...computing, ...labs, 'test/support'],
  'scripts/gallery': ['scripts', ...pure, 'src/export'],
  'scripts/geometry': ['scripts', ...pure],
  'scripts/gpu': ['scripts', ...pure, ...computing, ...labs],
  'scripts/peers': ['scripts', ...pure, ...computing, ...labs],
  'scripts/sequences': ['scripts', ...pure, ...computing, ...labs],
  'scripts/torture': ['src/lab'],
  'scripts/store': [...pure, ...computing, ...labs, 'src/lab'],
  'scripts/references': [...pure, ...computing, ...labs, 'test/support'],
  'scripts/residuals': [...pure, ...computing, ...labs, 'test/support'],
  'scripts/spectral': [...pure, ...computing, ...labs, 'test/support'],
  'scripts/fuzz': [...pure, ...computing, ...labs, 'src/import', 'src/lab', 'test/support'],
};

const ours = '^(src|electron|renderer|scripts|test)/';
const inside = (path) => (path.endsWith('.ts') ? `^${path.replaceAll('.', '\\.')}$` : `^${path}(/|\\.ts$)`);

/** A folder inside another one may have rules of its own. */
const nested = (folder) =>
  Object.keys(mayImport)
    .filter((other) => other.startsWith(`${folder}/`))
    .map((other) => `^${other}/`);

const folderRules = Object.entries(mayImport).map(([folder, allowed]) => ({
  name: `${folder.replaceAll('/', '-')}-imports`,
  comment: `${folder} may import ${allowed.length === 0 ? 'no other folder' : `only ${allowed.join(', ')}`}.`,
  severity: 'error',
  from: { path: `^${folder}/`, pathNot: nested(folder) },
  to: { path: ours, pathNot: [inside(folder), ...allowed.map(inside)] },
}));

const only = (name, comment, to, owners) => ({
  name,
  comment,
  severity: 'error',
  from: { path: ours, pathNot: ['^test/', ...owners.map((owner) => `^${owner}/`)] },
  to,
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...folderRules,
    {
      name: 'no-cycles',
      comment:
        'Two modules that import each other have one shape only together: merge them or split a third out.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-missing',
      comment: 'The imported file or package is not there.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'pure-without-node',
      comment: 'The pure band and the window run where there is no Node.',
      severity: 'error',
      from: { path: [...pure.map((folder) => `^${folder}/`), ...contract.map(inside), '^renderer/'] },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'set-up-without-packages',
      comment: 'Set-up runs before any package is there.',
      severity: 'error',
      from: { path: ['^scripts/set-up', '^scripts/(start|collocate)\\.mjs$'] },
      to: { dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-no-pkg'] },
    },
    only(
      'tensorflow-in-one-place',
      'Only src/tensorflow talks to the native engine.',
      { path: 'node_modules/@tensorflow/' },
      ['src/tensorflow'],
    ),
    only('electron-in-one-place', 'Only electron/ talks to Electron.', { path: 'node_modules/electron/' }, [
      'electron',
    ]),
    only(
      'window-packages-in-the-window',
      'What draws the window belongs to renderer/.',
      { path: 'node_modules/(react|react-dom|three|uplot|dockview[^/]*|zustand|@codemirror)/' },
      ['renderer'],
    ),
    {
      name: 'shipped-code-without-tests',
      comment: 'What ships never imports a test; checks that a developer runs may share its data.',
      severity: 'error',
      from: {
        path: '^(src|electron|renderer|scripts)/',
        pathNot: '^scripts/(references|residuals|spectral|fuzz|benchmark)/',
      },
      to: { path: '^test/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(build|dist)/' },
    // A type that crosses a border ties the two folders as much as a value does.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
};
