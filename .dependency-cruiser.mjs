// Imports point one way. Each rule says who may not reach whom; ARCHITECTURE.md shows the same as a picture.
const api = (...folders) => `^apps/api/src/(${folders.join('|')})/`;

/**
 * The rooms of the API, from the ground up. A folder may import what stands in rows before its own, and nothing of its
 * neighbours in the row, but for config and platform: these use each other's leaves, and no circle is allowed anywhere.
 */
const rows = [
  ['config', 'platform'],
  ['limits', 'webhooks'],
  ['wechat', 'people'],
  ['sessions'],
  ['sign-in'],
  ['account', 'forward-auth', 'oidc'],
  ['owner', 'operations', 'web-pages'],
  ['commands'],
];

const rowRules = rows
  .flatMap((folders, row) =>
    folders.map((folder) => ({
      name: `api-${folder}-imports-rows-below`,
      comment: 'the table of rooms in ARCHITECTURE.md',
      severity: 'error',
      from: { path: api(folder), pathNot: '\\.spec\\.ts$' },
      to: {
        path: api(
          ...[
            ...(row === 0 ? [] : folders.filter((other) => other !== folder)),
            ...rows.slice(row + 1).flat(),
          ],
        ),
      },
    })),
  )
  .filter(({ to }) => to.path !== api());

/** A method ends in a proof of who somebody is; it knows nothing of the users, sessions and clients behind it. */
const methodRules = [
  {
    name: 'api-methods-know-no-sessions',
    severity: 'error',
    from: { path: '^apps/api/src/sign-in/methods/', pathNot: '\\.spec\\.ts$' },
    to: {
      path: '^apps/api/src/(sessions|account|owner|people/users)/',
      // The decorators @Bearer and @Caller of a call that a person makes by their token: a controller needs them.
      pathNot: '^apps/api/src/sessions/bearer\\.guard\\.ts$',
    },
  },
  {
    name: 'api-methods-apart',
    comment: 'one method does not know another',
    severity: 'error',
    from: { path: '^apps/api/src/sign-in/methods/([^/]+)/' },
    to: { path: '^apps/api/src/sign-in/methods/[^/]+/', pathNot: '^apps/api/src/sign-in/methods/$1/' },
  },
];

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
          // Named by notice.html.
          '^apps/web/src/notice/send-form\\.ts$',
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
    ...rowRules,
    ...methodRules,
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
