// Imports point one way. Each rule says who may not reach whom; ARCHITECTURE.md shows the same as a picture.
const api = (...folders) => `^apps/api/src/(${folders.join('|')})/`;

/** A folder of the API may import only what stands before it in this list (and its own siblings' lower rows). */
const layers = [
  ['common', 'config'],
  ['secret', 'database', 'redis', 'hints', 'limits', 'metrics', 'places', 'statistics'],
  ['store', 'wechat', 'users', 'tokens', 'events', 'avatars', 'webhooks', 'known-browsers'],
  ['sessions'],
  ['scenes', 'account'],
  ['health', 'branding', 'pages', 'owner', 'doctor', 'backup', 'installation'],
  ['commands'],
];

const upward = layers.slice(0, -1).map((folders, row) => ({
  name: `api-${folders.join('-')}-imports-down`,
  comment: 'within the API: common, config ← stores ← people and tokens ← sessions ← scenes',
  severity: 'error',
  from: { path: api(...folders), pathNot: '\\.spec\\.ts$' },
  to: { path: api(...layers.slice(row + 1).flat()) },
}));

export default {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-orphans',
      comment: 'a module that nothing reaches',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: [
          '\\.(spec|config|d)\\.(ts|mts|mjs|js)$',
          '(^|/)(fixtures|dist|config)/',
          'babel\\.config',
          '\\.config\\.tsx?$',
        ],
      },
      to: {},
    },
    {
      name: 'shared-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^libs/shared/' },
      to: { path: '^(apps|e2e|libs/(?!shared))' },
    },
    {
      name: 'zod-stays-in-schemas',
      comment: 'zod is 40 to 90 KB in a page',
      severity: 'error',
      from: {
        path: '^(libs/(shared/src/(?!schemas)|browser)|apps/(web|miniprogram))',
        pathNot: '\\.spec\\.tsx?$',
      },
      to: { path: '(^libs/shared/src/schemas|node_modules/zod)' },
    },
    {
      name: 'libs-do-not-import-apps',
      severity: 'error',
      from: { path: '^libs/', pathNot: '\\.spec\\.tsx?$' },
      to: { path: '^apps/' },
    },
    {
      name: 'apps-do-not-import-each-other',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'production-never-imports-the-simulator',
      comment: 'the API reaches it only through WECHAT_API_BASE_URL; and never what only tests start',
      severity: 'error',
      from: { path: '^(apps|libs/(shared|browser))/', pathNot: ['\\.spec\\.tsx?$', '^apps/[^/]+/test/'] },
      to: { path: '^libs/(wechat-simulator|mini-program-host|test-servers)/' },
    },
    ...upward,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.cache)/' },
    tsConfig: { fileName: 'tsconfig.base.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
