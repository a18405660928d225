// The order of the pages, and their short names. A page of docs/ that is missing here fails a test.

/** @typedef {{ page: string, en: string, zh: string }} Entry `page`: without language and ending */
/** @type {{ en: string, zh: string, pages: Entry[] }[]} */
export const PAGES = [
  {
    en: 'Get started',
    zh: '开始',
    pages: [
      { page: 'index', en: 'What Maqiao is', zh: '码桥是什么' },
      { page: 'demo', en: 'Try the demo', zh: '先跑演示' },
    ],
  },
  {
    en: 'Your mini program',
    zh: '你的小程序',
    pages: [
      { page: 'own-mini-program', en: 'From account to release', zh: '从账号到上线' },
      { page: 'native-page', en: 'Add to your mini program', zh: '放进已有的小程序' },
      { page: 'uni-app', en: 'Add to a uni-app program', zh: '放进 uni-app' },
      { page: 'privacy-guide', en: 'The privacy guide', zh: '隐私保护指引' },
      { page: 'review-checklist', en: 'Before the review', zh: '提审之前' },
    ],
  },
  {
    en: 'Other accounts',
    zh: '其他账号',
    pages: [
      { page: 'other-ways', en: 'Other ways to sign in', zh: '小程序之外的登录方式' },
      { page: 'test-account', en: 'The free test account', zh: '免费的接口测试号' },
    ],
  },
  {
    en: 'Your server',
    zh: '你的服务器',
    pages: [
      { page: 'deploy', en: 'Install on a server', zh: '部署到服务器' },
      { page: 'doctor', en: 'The doctor', zh: 'doctor 诊断' },
    ],
  },
  {
    en: 'Your site',
    zh: '你的网站',
    pages: [
      { page: 'add-to-your-site', en: 'Add to your site', zh: '接入你的网站' },
      { page: 'embed', en: 'Embed the login', zh: '嵌入你的页面' },
      { page: 'oidc', en: 'OpenID Connect', zh: '用 OpenID Connect 接入' },
      { page: 'clients', en: 'OpenID Connect clients', zh: 'OpenID Connect 客户端' },
      { page: 'oidc-products', en: 'Sign in to other programs', zh: '登录其他程序' },
      { page: 'forward-auth', en: 'Protect a site without sign-in', zh: '保护没有登录功能的网站' },
      { page: 'branding', en: 'Logo, colour and texts', zh: '标志、颜色和文案' },
      { page: 'people', en: 'Users’ data', zh: '用户数据' },
    ],
  },
  {
    en: 'Operation',
    zh: '上线以后',
    pages: [
      { page: 'looking-after-it', en: 'Operation', zh: '日常运维' },
      { page: 'backups', en: 'Backups', zh: '备份与恢复' },
      { page: 'upgrading', en: 'Upgrading', zh: '升级' },
      { page: 'running-many', en: 'Several instances', zh: '多个实例' },
    ],
  },
  {
    en: 'Reference',
    zh: '参考',
    pages: [
      { page: 'settings', en: 'Settings', zh: '设置' },
      { page: 'error-codes', en: 'Error codes', zh: '错误码' },
      { page: 'protocol', en: 'Protocol', zh: '协议' },
      { page: 'performance', en: 'Performance', zh: '性能' },
      { page: 'capacity', en: 'Capacity', zh: '容量' },
      { page: 'browser-reference', en: 'Browser library', zh: '浏览器库' },
      { page: 'gallery', en: 'Gallery', zh: '界面图集' },
      { page: 'gallery/page/index', en: 'Every state of the page', zh: '登录页的状态' },
      { page: 'gallery/phone/index', en: 'Every screen of the phone', zh: '小程序的界面' },
    ],
  },
  {
    en: 'The project',
    zh: '项目',
    pages: [
      { page: 'architecture', en: 'Architecture', zh: '架构' },
      { page: 'security', en: 'Security', zh: '安全' },
      { page: 'oidc-conformance', en: 'OpenID Connect conformance', zh: 'OpenID Connect 一致性' },
      { page: 'contributing', en: 'Contributing', zh: '参与开发' },
      { page: 'changelog', en: 'Changelog', zh: '变更记录' },
      { page: 'adr/index', en: 'Decisions', zh: '设计决定' },
    ],
  },
];
