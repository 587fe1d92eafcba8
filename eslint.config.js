import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import typescript from 'typescript-eslint';

/** Raw channels between processes: each has one home, so that every message is declared and checked there. */
const channel = {
  window: {
    selector: "Identifier[name='ipcRenderer']",
    message: 'Only electron/preload holds ipcRenderer: call the lab through the bridge (window.collocate).',
  },
  main: {
    selector: "Identifier[name='ipcMain']",
    message: 'Only electron/main holds ipcMain: declare the message in src/lab/protocol.ts.',
  },
  engine: {
    selector:
      "CallExpression[callee.property.name='on'][arguments.0.value='message'][callee.object.name='process']",
    message:
      'Only the starters in src/lab/supervise and the engine entry, and the guard of the command line, listen to process messages.',
  },
};
const channelsExcept = (...names) => [
  'error',
  ...Object.entries(channel).flatMap(([name, rule]) => (names.includes(name) ? [] : [rule])),
];

export default typescript.config(
  { ignores: ['build/', 'dist/', 'coverage/', 'node_modules/', 'electron/legacy/'] },
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    languageOptions: { ecmaVersion: 2023, sourceType: 'module', globals: { ...globals.node } },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-var': 'error',
      'prefer-const': 'error',
      'object-shorthand': 'error',
      'no-restricted-syntax': channelsExcept(),
    },
  },
  { files: ['**/*.cjs'], languageOptions: { sourceType: 'commonjs' } },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...typescript.configs.recommended],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: false },
      ],
      '@typescript-eslint/only-throw-error': 'error',
    },
  },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    languageOptions: { globals: { ...globals.browser } },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  { files: ['electron/preload/**'], rules: { 'no-restricted-syntax': channelsExcept('window') } },
  { files: ['electron/main/**'], rules: { 'no-restricted-syntax': channelsExcept('main') } },
  {
    files: ['src/lab/supervise/**', 'electron/engine/**', 'src/cli/guard.ts'],
    rules: { 'no-restricted-syntax': channelsExcept('engine') },
  },
  {
    files: ['test/**'],
    // Expected values are written with every digit that is known.
    rules: { 'no-restricted-syntax': 'off', 'no-loss-of-precision': 'off' },
  },
);
