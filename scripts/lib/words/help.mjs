// The help of each command of package.json.

/** @satisfies {Record<string, { en: string, zh: string }>} */
export const HELP_WORDS = {
  help_start: {
    en: `npm start

Installs, builds what has changed, and runs the servers until Ctrl+C. Without WECHAT_APP_ID it is the demo:
a simulator takes the place of WeChat, and nothing leaves this machine.

Settings come from the environment, which takes precedence, and from the file .env: docs/settings.md lists them.
To set one for a single run: {form}`,
    zh: `npm start

安装依赖，构建有变化的部分，然后运行服务，按 Ctrl+C 停止。没有设置 WECHAT_APP_ID 时是演示：
微信由模拟程序扮演，不连外网。

设置来自环境变量，其次是 .env 文件，全部设置见 docs/zh/settings.md。
临时改一项：{form}`,
  },
  help_dev: {
    en: `npm run dev

Runs the demo from the sources until Ctrl+C, for development: after a change the page is updated in the browser, the
API restarts, and the mini program is built again and reloaded by the phone. Addresses and settings are those of
npm start.`,
    zh: `npm run dev

从源代码运行演示，按 Ctrl+C 停止，供修改代码时使用：页面在浏览器里直接更新，API 重新启动，
小程序重新构建并由手机重新加载。地址和设置与 npm start 相同。`,
  },
  help_example: {
    en: `npm run example -- plain-html | react | vue

Serves a website of another origin that embeds the login, at http://localhost:3100, until Ctrl+C. It uses the
running demo (npm start), or starts one.

Settings: EXAMPLE_PORT is the site's port; PORT, HOST and PUBLIC_URL are those of the demo.`,
    zh: `npm run example -- plain-html | react | vue

在 http://localhost:3100 运行一个嵌入了登录的示例网站，按 Ctrl+C 停止。
演示（npm start）已经在运行时就用它，否则自己启动一个。

设置：EXAMPLE_PORT 是示例网站的端口；PORT、HOST 和 PUBLIC_URL 与演示的相同。`,
  },
  help_build: {
    en: `npm run build

Builds everything that has changed: the API, the login page, the simulated phone, and the mini program for PUBLIC_URL,
WECHAT_APP_ID and SITE_NAME of the environment and .env.`,
    zh: `npm run build

构建有变化的部分：API、登录页、模拟手机，以及小程序。小程序按环境变量和 .env 里的
PUBLIC_URL、WECHAT_APP_ID 和 SITE_NAME 构建。`,
  },
  help_test: {
    en: `npm test
npm test -- libs/shared
npm test -- apps/api -t "a name"

Installs what the tests need, checks the code (npm run check), builds, and runs every test. Arguments after -- go to
Jest, and select tests by their paths; the code is not checked then.`,
    zh: `npm test
npm test -- libs/shared
npm test -- apps/api -t "某个名称"

安装测试所需，检查代码（npm run check），构建，然后运行全部测试。-- 之后的内容交给 Jest，
按路径选择测试；这时不检查代码。`,
  },
  help_test_races: {
    en: `npm run test:races
npm run test:races -- 1000

Confirms so many logins (10,000), each at the moment in which its browser connects, with two instances, a real Redis
and a real PostgreSQL. Prints how many arrived; a lost login is a failure.`,
    zh: `npm run test:races
npm run test:races -- 1000

在浏览器刚好连接的时刻确认这么多次登录（默认 10000 次），用两个实例、真实的 Redis 和 PostgreSQL。
说明送达了多少次，丢一次就算失败。`,
  },
  help_check: {
    en: `npm run check

Checks format, lint, import directions, types and unused code. All of them run, then the failures are named.`,
    zh: `npm run check

检查格式、代码规则、导入方向、类型和未使用的代码。全部检查完之后，再列出没有通过的。`,
  },
  help_format: {
    en: `npm run format

Formats every file as npm run check requires.`,
    zh: `npm run format

把所有文件改成 npm run check 要求的格式。`,
  },
  help_docs: {
    en: `npm run docs

Serves the documentation on this machine until Ctrl+C, and shows what you change in docs/ at once.

  --port <port>   the port; the next free one from 5173 otherwise
  --open          opens it in the browser
  --build         writes the site to docs/.vitepress/dist instead
  --base <path>   with --build: the path that it is served at, such as /maqiao/
  --generate      writes the pages that are generated from code
  --check         finds broken links, commands and settings that do not exist, missing translations, stale pages`,
    zh: `npm run docs

在本机运行文档网站，按 Ctrl+C 停止；修改 docs/ 后立即可见。

  --port <端口>   使用的端口；不写时从 5173 起找空闲的
  --open          在浏览器里打开
  --build         改为把网站写到 docs/.vitepress/dist
  --base <路径>   与 --build 同用：网站所在的路径，例如 /maqiao/
  --generate      生成由代码产生的页面
  --check         检查失效的链接、不存在的命令和设置、缺少的翻译、过期的页面`,
  },
  help_bench: {
    en: `npm run bench
npm run bench -- handoff logins

Runs the benchmarks, or those that are named (docs/performance.md). Each prints a table.

  --rounds=<number>   how often each is measured (9)
  --scale=<number>    the size of each (1)
  --docs              writes figures and pictures into docs/`,
    zh: `npm run bench
npm run bench -- handoff logins

运行性能测试，或者只运行写明的几项（见 docs/zh/performance.md）。每项输出一个表格。

  --rounds=<数字>   每项测量几轮（9）
  --scale=<数字>    每项的规模（1）
  --docs            把数据和图片写入 docs/`,
  },
  help_release: {
    en: `npm run release

Makes archives that are completely built, and run on a server without further software (docs/deploy.md).

  --platform <platform>   one of them: linux-x64 or linux-arm64; both otherwise
  --to <folder>           writes to this folder instead of dist/release
  --own-node              with the Node of this workspace: for trying things on this machine only`,
    zh: `npm run release

制作发布包：一切都已构建，在服务器上不需要再装什么（见 docs/zh/deploy.md）。

  --platform <平台>   只做其中一个：linux-x64 或 linux-arm64；不写时两个都做
  --to <文件夹>       写到 dist/release 之外的文件夹
  --own-node          用这个工作区的 Node：只供在本机试用`,
  },
  help_release_try: {
    en: `npm run release:try
npm run release:try -- --platform linux-arm64

Starts the archive for this machine in an empty root, prints the time and the memory that it takes, draws a picture
and makes a backup. An argument may name the folder with archives.

  --platform <platform>   another platform, in an emulator: whether it works, not how fast`,
    zh: `npm run release:try
npm run release:try -- --platform linux-arm64

在空的根目录里启动本机平台的发布包，说明用了多少时间和内存，并画图、备份各一次。
后面可跟存放发布包的文件夹。

  --platform <平台>   另一个平台，在模拟器里运行：只看能否运行，不看快慢`,
  },
  help_mp_preview: {
    en: `npm run mp:preview

Sends the mini program to WeChat as a preview, and shows its code in the terminal (docs/review-checklist.md).

  --version <version>   letters, digits and dots; that of package.json otherwise
  --desc <text>         the description in the console
  --robot <number>      1 to 30: each robot has its own development version

Settings: PUBLIC_URL, WECHAT_APP_ID, SITE_NAME and WECHAT_UPLOAD_KEY_FILE.`,
    zh: `npm run mp:preview

把小程序作为预览发送给微信，并在终端里显示预览码（见 docs/zh/review-checklist.md）。

  --version <版本号>   字母、数字和点；不写时用 package.json 里的
  --desc <文字>        在公众平台里显示的说明
  --robot <数字>       1 到 30：每个机器人各有一个开发版本

设置：PUBLIC_URL、WECHAT_APP_ID、SITE_NAME 和 WECHAT_UPLOAD_KEY_FILE。`,
  },
  help_mp_upload: {
    en: `npm run mp:upload -- --version 1.0.0

Sends the mini program to WeChat as a development version, for trial and review (docs/review-checklist.md).

  --version <version>   letters, digits and dots; that of package.json otherwise
  --desc <text>         the description in the console
  --robot <number>      1 to 30: each robot has its own development version

Settings: PUBLIC_URL, WECHAT_APP_ID, SITE_NAME and WECHAT_UPLOAD_KEY_FILE.`,
    zh: `npm run mp:upload -- --version 1.0.0

把小程序作为开发版本发送给微信，用于体验和提交审核（见 docs/zh/review-checklist.md）。

  --version <版本号>   字母、数字和点；不写时用 package.json 里的
  --desc <文字>        在公众平台里显示的说明
  --robot <数字>       1 到 30：每个机器人各有一个开发版本

设置：PUBLIC_URL、WECHAT_APP_ID、SITE_NAME 和 WECHAT_UPLOAD_KEY_FILE。`,
  },
  help_init: {
    en: `npm run init

Asks for the settings of your site, writes them to .env, and runs the doctor (docs/own-mini-program.md).

  --app-id <AppID>           the AppID of your mini program
  --app-secret-file <file>   a file that holds the AppSecret; - reads it from the standard input
  --public-url <address>     the address under which people and phones reach this server
  --site-name <name>         the name of your site
  --env-version trial | release   which version of the mini program the codes open
  --proxy yes | no           whether a proxy on this machine receives the requests
  --file <file>              the file with the settings, in place of .env
  --yes                      asks nothing`,
    zh: `npm run init

询问网站的设置，写进 .env，再让 doctor 检查一遍（docs/zh/own-mini-program.md）。

  --app-id <AppID>           小程序的 AppID
  --app-secret-file <文件>   存放 AppSecret 的文件；写 - 则从标准输入读取
  --public-url <地址>        用户和手机访问这台服务器的地址
  --site-name <名称>         网站名称
  --env-version trial | release   扫码打开小程序的哪个版本
  --proxy yes | no           本机是否有反向代理接收请求
  --file <文件>              用这个设置文件代替 .env
  --yes                      什么也不问`,
  },
  help_doctor: {
    en: `npm run doctor

Prints what is wrong with this installation, and what to do (docs/doctor.md).

  --lang en | zh   the language
  --json           for programs
  --patient        also watches an idle connection for half a minute`,
    zh: `npm run doctor

说明这个安装有什么问题、怎么解决（见 docs/zh/doctor.md）。

  --lang en | zh   使用的语言
  --json           供程序读取
  --patient        另外用半分钟观察一个没有数据的连接`,
  },
  help_users: {
    en: `npm run users -- list | find <text> | show <user> | block <user> | unblock <user> | delete <user> | export

The users of this site, in the database that .env names, whether or not the server runs (docs/looking-after-it.md).
A user is given by id, openid or unionid. Without arguments it lists all of its options.`,
    zh: `npm run users -- list | find <文字> | show <用户> | block <用户> | unblock <用户> | delete <用户> | export

本站的用户，来自 .env 所写的数据库；服务运行与否都可以用（见 docs/zh/looking-after-it.md）。
用户写 id、openid 或 unionid。后面什么都不写时，会列出全部选项。`,
  },
  help_clients: {
    en: `npm run clients -- add | list | show <client id> | update <client id> | rotate-secret <client id>
                 | remove <client id>

The OpenID Connect clients of this site, in the database that .env names, whether or not the server runs
(docs/clients.md). Without anything behind it, it says all of its options.`,
    zh: `npm run clients -- add | list | show <客户端 id> | update <客户端 id> | rotate-secret <客户端 id>
                 | remove <客户端 id>

本站的 OpenID Connect 客户端，保存在 .env 所写的数据库里；服务运行与否都可以用（见 docs/zh/clients.md）。
后面什么都不写时，会列出全部选项。`,
  },
  help_backup: {
    en: `npm run backup

Backs up all data, while the server runs (docs/backups.md).

  --to <folder>     writes to this folder
  --keep <number>   keeps only so many of the newest backups`,
    zh: `npm run backup

备份所有无法重新生成的内容，服务可以继续运行（见 docs/zh/backups.md）。

  --to <文件夹>   写到这个文件夹
  --keep <数字>   只保留最新的几份`,
  },
  help_restore: {
    en: `npm run restore -- <folder of a backup>

Replaces the current data by a backup, while the server does not run (docs/backups.md has the options, and when to
use them).`,
    zh: `npm run restore -- <备份所在的文件夹>

用备份替换现有内容，这时服务不能运行（可用的选项和用法见 docs/zh/backups.md）。`,
  },
  help_keys_rotate: {
    en: `npm run keys:rotate

Generates the next key that signs access tokens (docs/running-many.md).

  --revoke   after a leak: replaces all keys at once, which invalidates all access tokens`,
    zh: `npm run keys:rotate

生成下一个签发访问令牌的密钥（见 docs/zh/running-many.md）。

  --revoke   密钥泄露之后用：立即更换全部密钥，所有访问令牌随之失效`,
  },
  help_pictures: {
    en: `npm run pictures

Takes the screenshots of the READMEs from a running demo (npm start).

Settings: PUBLIC_URL is the address of the demo, CHROMIUM_PATH the path of a browser that is not found by itself.`,
    zh: `npm run pictures

从正在运行的演示（npm start）截取 README 里的图片。

设置：PUBLIC_URL 是演示的地址；CHROMIUM_PATH 是浏览器的位置（不在常见位置时）。`,
  },
  help_gallery: {
    en: `npm run gallery
npm run gallery -- <name>

Takes pictures of every state of the login page and every screen of the mini program, or of those whose names match,
for the documentation site (npm run docs). They are in .cache/gallery.`,
    zh: `npm run gallery
npm run gallery -- <名称>

截取登录页每个状态和小程序每个界面（或者名称匹配的）的图片，供文档网站（npm run docs）使用。
图片在 .cache/gallery 里。`,
  },
};
