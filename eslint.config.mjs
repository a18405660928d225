import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/** What WeChat gives a page's script. */
const MINI_PROGRAM = {
  getCurrentPages: 'readonly',
  Component: 'readonly',
  Page: 'readonly',
  module: 'writable',
  require: 'readonly',
  wx: 'readonly',
  setInterval: 'readonly',
  clearInterval: 'readonly',
  setTimeout: 'readonly',
  clearTimeout: 'readonly',
};

/**
 * What an operator reads is in tables, in both languages. A sentence that is written where it is said is found here as
 * far as that can be seen: a text, or a template with words in it, handed to what prints, logs or stops a command.
 */
const WORDS_ELSEWHERE = (/** @type {string} */ call, /** @type {string} */ table) =>
  [
    `${call} > Literal[value=/[a-z]{4}|\\p{Script=Han}/iu]`,
    `${call} > TemplateLiteral > TemplateElement[value.raw=/[a-z]{4}|\\p{Script=Han}/iu]`,
    `${call} > BinaryExpression > Literal[value=/[a-z]{4}|\\p{Script=Han}/iu]`,
  ].map((selector) => ({
    selector,
    message: `An operator reads this: it belongs to ${table}, in both languages.`,
  }));

const PRINTS = 'CallExpression[callee.object.name="console"]';
const WRITES = 'CallExpression[callee.property.name="write"][callee.object.property.name=/^std(out|err)$/]';
const WARNS =
  'CallExpression[callee.property.name=/^(warn|error|fatal)$/][callee.object.property.name="logger"]';
const MESSAGE = `${WARNS} > ObjectExpression > Property[key.name="msg"]`;
const HINTS = 'Property[key.name="operatorHint"]';
const STOPS = 'NewExpression[callee.name=/^(CommandError|SettingsError|UsageError)$/]';
/** Tests read the tables; they do not see a message that is written in the call itself. */
const INLINE_MESSAGE = {
  selector:
    'CallExpression[callee.name=/^(message|localize)$/] > ObjectExpression:has(> Property[key.name="zh"])',
  message: 'An operator reads this: it belongs to a table in *-messages.ts of its feature.',
};

export default tseslint.config(
  { ignores: ['**/dist/', '**/node_modules/', 'data/', '.cache/', 'e2e/packages/fixtures/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  { files: ['**/*.tsx'], ...reactHooks.configs.flat.recommended },
  { files: ['**/*.mjs', '**/*.cjs', '**/*.js'], languageOptions: { globals: globals.node } },
  {
    files: ['examples/**/*.js', 'integrations/oidc/plain-page/*.js'],
    languageOptions: { globals: globals.browser },
  },
  {
    files: ['**/*.spec.ts', '**/*.spec.tsx', '**/support/**/*.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'jest',
          property: 'retryTimes',
          message: 'A test that fails now and then is a fault: find it.',
        },
      ],
    },
  },
  {
    files: ['apps/api/src/**/*.ts'],
    ignores: ['**/*.spec.ts', '**/*.contract.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...[PRINTS, WRITES, WARNS, MESSAGE, HINTS, STOPS].flatMap((call) =>
          WORDS_ELSEWHERE(call, 'a table in *-messages.ts of its feature'),
        ),
        INLINE_MESSAGE,
      ],
    },
  },
  {
    files: ['scripts/**/*.mjs'],
    // What only contributors run speaks English, as the code does.
    ignores: ['scripts/check.mjs', 'scripts/docs-*.mjs', 'scripts/test.mjs', 'scripts/lib/jest/*.mjs'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...[PRINTS, WRITES, STOPS, 'CallExpression[callee.name=/^(progress|print|step)$/]'].flatMap((call) =>
          WORDS_ELSEWHERE(call, 'scripts/lib/words'),
        ),
      ],
    },
  },
  {
    // Copied into mini programs as it is: only what WeChat's uploader takes without compiling.
    files: ['integrations/native-page/**/*.js'],
    languageOptions: {
      ecmaVersion: 5,
      sourceType: 'script',
      globals: {
        ...Object.fromEntries(Object.keys(globals.node).map((name) => [name, 'off'])),
        ...MINI_PROGRAM,
      },
    },
  },
  prettier,
);
