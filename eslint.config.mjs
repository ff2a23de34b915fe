import js from '@eslint/js';
import tseslint from 'typescript-eslint';
import { cycles } from './scripts/lint/cycles.mjs';
import { directions } from './scripts/lint/imports.mjs';

const typescript = ['src/**/*.ts', 'webview/**/*.{ts,tsx}', 'test/**/*.{ts,tsx}'];
const nodeGlobals = Object.fromEntries(
  ['process', 'console', 'fetch', 'performance', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Buffer', 'URL',
    'TextEncoder', 'TextDecoder', 'AbortController', 'AbortSignal', 'structuredClone', 'document', 'window', 'requestAnimationFrame'].map(name => [name, 'readonly']));

const unused = { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_', ignoreRestSiblings: true };

const everywhere = {
  rules: {
    'no-eval': 'error',
    'no-implied-eval': 'error',
    'no-new-func': 'error',
    'eqeqeq': ['error', 'always', { null: 'ignore' }],
    'max-lines': ['warn', { max: 300 }],
    'prefer-const': 'error',
    'no-unused-vars': ['error', unused],
  },
};

/** The rules that need types are in .oxlintrc.json: its compiler is many times as fast as the one that ESLint would need. */
const ofTypescript = {
  files: typescript,
  extends: [...tseslint.configs.recommended],
  plugins: { unfold: { rules: { cycles, directions } } },
  rules: {
    'unfold/directions': 'error',
    'unfold/cycles': 'error',
    '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
    '@typescript-eslint/no-unused-vars': ['error', unused],
  },
};

const random = 'Randomness is an argument in core: take a RandomStream.';
const clock = 'Core does not know the time: the same spec and seed give the same bits.';

/** The same spec, seed and engine give the same bits. */
const deterministic = {
  files: ['src/core/**/*.ts'],
  rules: {
    'no-restricted-properties': ['error',
      { object: 'Math', property: 'random', message: random },
      { object: 'Date', property: 'now', message: clock },
      { object: 'performance', property: 'now', message: clock },
    ],
    'no-restricted-syntax': ['error',
      { selector: ':matches(NewExpression, CallExpression)[callee.name="Date"]', message: clock },
      { selector: 'CallExpression[callee.property.name=/^random(Normal|Uniform|StandardNormal|Gamma)$/][callee.object.name="tf"]', message: random },
      { selector: 'ImportDeclaration[source.value="@tensorflow/tfjs-core"] ImportSpecifier[imported.name=/^(random[A-Z]|truncatedNormal|multinomial|dropout)/]', message: random },
    ],
    'no-console': 'error',
  },
};

const scripts = { files: ['**/*.mjs'], languageOptions: { globals: nodeGlobals } };

export default tseslint.config(
  { ignores: ['dist/', '**/generated/', '.vscode-test/', 'test-results/', 'coverage/', 'out/', 'examples/', 'src/everywhere.d.ts', 'src/webassembly.d.ts', 'src/engine/assembly/'] },
  js.configs.recommended, everywhere, ofTypescript, deterministic, scripts,
);
