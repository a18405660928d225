// Messages of the commands that install, build and run.

/** @satisfies {Record<string, { en: string, zh: string }>} */
export const RUN_WORDS = {
  installing: {
    en: 'Installing dependencies (once; about a minute) …',
    zh: '正在安装依赖（只需一次，大约一分钟）…',
  },
  folder_unusable: {
    en: 'The path of this folder has characters that the build tools cannot read: {characters}\n  {folder}\nMove or rename the folder, then try again. Nothing was installed or built.',
    zh: '这个文件夹的路径里有构建工具无法识别的字符：{characters}\n  {folder}\n请移动文件夹或改名，然后重新启动。还没有安装或构建任何东西。',
  },
  seconds: { en: '{seconds} s', zh: '{seconds} 秒' },
  minutes: { en: '{minutes} min {seconds} s', zh: '{minutes} 分 {seconds} 秒' },
  packages: { en: '{added} of {all} packages', zh: '已装 {added}/{all} 个包' },
  settings_wrong: { en: 'Maqiao cannot start: {why}', zh: '码桥无法启动：{why}' },
  setting_once: { en: 'For a single run: {form}', zh: '只这一次：{form}' },
  cannot_run: {
    en: '{command} could not be started ({code}).',
    zh: '无法启动 {command}（{code}）。',
  },
  command_ended: {
    en: '{command} ended with {ending}',
    zh: '{command} 已退出（{ending}）',
  },
  not_understood: { en: '{asked} is not understood.', zh: '无法识别 {asked}。' },
  env_file_missing: {
    en: 'MAQIAO_ENV_FILE must name a file that exists: {path}',
    zh: 'MAQIAO_ENV_FILE 指向的文件不存在：{path}',
  },
  demo_runs: {
    en: 'Maqiao runs as a demo: a simulator takes the place of WeChat, nothing leaves this machine.',
    zh: '码桥正以演示方式运行：微信由模拟程序扮演，不连外网。',
  },
  runs: { en: 'Maqiao runs: {url}', zh: '码桥已启动：{url}' },
  demo_site: { en: 'Maqiao Demo', zh: '码桥演示' },
  login_page: { en: 'Login page  {url}', zh: '登录页    {url}' },
  phone: { en: 'Phone       {url}', zh: '手机      {url}' },
  owner_page: { en: 'Admin       {url}', zh: '管理页    {url}' },
  owner_page_key: {
    en: 'Admin       {url}   key: {key}',
    zh: '管理页    {url}   密钥：{key}',
  },
  api_docs: { en: 'API         {url}', zh: '接口文档  {url}' },
  guides: { en: 'Guides      docs/README.md', zh: '使用文档  docs/zh/README.md' },
  demo_steps: {
    en: 'Open the login page, then "Open the phone" beside the code; pick a person and confirm.',
    zh: '打开登录页，点小程序码旁边的“打开手机”，选一个人，点确认。',
  },
  stop: { en: 'Stop with Ctrl+C.', zh: '按 Ctrl+C 停止。' },
  dev_is_the_demo: {
    en: 'npm run dev runs the demo: unset WECHAT_APP_ID, or start with npm start.',
    zh: 'npm run dev 运行的是演示：请去掉 WECHAT_APP_ID，或者改用 npm start。',
  },
  dev_follows: {
    en: 'Your changes take effect by themselves. apps/web and libs/browser: in the page at once. apps/api: the API restarts.\napps/miniprogram: built again (some ten seconds), and the phone reloads it. /maqiao.js is built at the start only.',
    zh: '修改代码后会自动更新。apps/web 和 libs/browser：页面立即更新。apps/api：API 重新启动。\napps/miniprogram：重新构建（十几秒），手机随后重新加载。/maqiao.js 只在启动时构建。',
  },
  dev_changed: { en: '{file} has changed.', zh: '{file} 有修改。' },
  dev_api_again: { en: 'The API has restarted.', zh: 'API 已重新启动。' },
  dev_phone_again: {
    en: 'The phone loads the new mini program.',
    zh: '手机正在加载新的小程序。',
  },
  dev_next_change: { en: 'It is tried again with your next change.', zh: '下次修改后会再试。' },
  dev_server_ended: {
    en: '{script} has ended. It starts again with your next change.',
    zh: '{script} 已退出，下次修改后会重新启动。',
  },
  port_taken: {
    en: 'Port {port} is taken: stop what uses it, or set {name} to another.',
    zh: '端口 {port} 已被占用：请停掉占用它的程序，或者换一个 {name}。',
  },
  cannot_listen: {
    en: 'Cannot listen on {host}:{port} ({code}): check HOST and {name}.',
    zh: '无法在 {host}:{port} 上监听（{code}）：请检查 HOST 和 {name}。',
  },
  which_example: {
    en: 'Which one? npm run example -- {names}',
    zh: '请选一个：npm run example -- {names}',
  },
  example_way_in: { en: 'Start it with npm run example.', zh: '请用 npm run example 启动。' },
  example_site: { en: 'Example site  {url}   ({name})', zh: '示例网站  {url}   （{name}）' },
  beside_running: {
    en: 'It uses the Maqiao that runs at {url}.',
    zh: '使用正在 {url} 运行的码桥。',
  },
  running_refuses: {
    en: 'Maqiao already runs at {url}, but does not accept sign-ins from pages of {origin}. Stop it and try again, which starts a demo that accepts them; or add {origin} to its CORS_ORIGINS and restart it.',
    zh: '{url} 已经有码桥在运行，但它不接受来自 {origin} 的页面的登录。请停掉它再试一次，会启动一个接受的演示；或者把 {origin} 加到它的 CORS_ORIGINS 里，再重启它。',
  },
  server_ended: { en: '{script} ended with {ending}.', zh: '{script} 已退出（{ending}）。' },
  port_wants: {
    en: '{name} must be a whole number from 1 to 65535.',
    zh: '{name} 应为 1 到 65535 的整数。',
  },
  public_url_wants: {
    en: 'PUBLIC_URL must be an http(s) origin such as https://login.example.com.',
    zh: 'PUBLIC_URL 应为 http(s) 源，例如 https://login.example.com。',
  },
  profile_page_wants: {
    en: 'WECHAT_PROFILE_PAGE must be true or false.',
    zh: 'WECHAT_PROFILE_PAGE 应为 true 或 false。',
  },
  building_api: { en: 'Building the API …', zh: '正在构建 API …' },
  building_web: { en: 'Building the login page …', zh: '正在构建登录页 …' },
  building_browser_package: {
    en: 'Building the npm package for sites …',
    zh: '正在构建给网站安装的 npm 包 …',
  },
  preparing_site_builders: {
    en: 'Preparing Vite, webpack and Next for the tests of the npm package …',
    zh: '正在为 npm 包的测试准备 Vite、webpack 和 Next …',
  },
  preparing_oidc_recipes: {
    en: 'Preparing the frameworks for the tests of the OpenID Connect recipes …',
    zh: '正在为 OpenID Connect 示例的测试准备各个框架 …',
  },
  building_phone: { en: 'Building the simulated phone …', zh: '正在构建模拟手机 …' },
  building_example: { en: 'Building the example {name} …', zh: '正在构建例子 {name} …' },
  building_uni_app: { en: 'Building the uni-app page …', zh: '正在构建 uni-app 页面 …' },
  building_mini_program: {
    en: 'Building the mini program (some ten seconds) …',
    zh: '正在构建小程序（十几秒）…',
  },
  building_docs: {
    en: 'Installing the generator of the documentation site (once) …',
    zh: '正在安装文档的生成器（只需一次）…',
  },
  docs_without_gallery: {
    en: 'The pictures of every state do not exist yet, and the site says so. npm run gallery makes them.',
    zh: '每个状态的图片还没有生成，网站里会说明。运行 npm run gallery 可以生成。',
  },
  docs_built: {
    en: 'The site is in docs/.vitepress/dist: plain files for any web server.',
    zh: '文档网站在 docs/.vitepress/dist：都是普通文件，任何网页服务器都能用。',
  },
};
