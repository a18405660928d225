import { CONSOLE_MENUS } from '@maqiao/shared';
import { fault, note, ok, warning, type Diagnosis } from './diagnosis.ts';

// What is found on this machine: settings, files, stores.

export const HERE_DIAGNOSES = {
  settings_ok: ok('The settings are well formed.', '设置的格式正确。'),
  settings_bad: fault(
    '{sentence} Mend it in .env or the environment; everything else was left out.',
    '设置有误：{sentence} 请在 .env 或环境变量中改正；其余检查已略过。',
  ),
  settings_demo: note(
    'No account of WeChat’s is set, so this is the demo: a stand-in plays WeChat, and WeChat was not asked.',
    '没有设置微信的账号，现在是演示：由模拟程序扮演微信，未检查微信一侧。',
  ),
  site_key_opens_admin: warning(
    'ADMIN_KEY is not set, so SITE_API_KEY, which your backend has, opens /admin too; the next version ends this: make one with openssl rand -base64 32, put it into .env as ADMIN_KEY and restart.',
    '没有设置 ADMIN_KEY，后端用的 SITE_API_KEY 也能打开 /admin，下个版本起不再这样：请用 openssl rand -base64 32 生成一个，写进 .env 的 ADMIN_KEY，然后重启。',
  ),
  check_failed: fault(
    'This could not be looked at ({reason}), which is a fault of Maqiao: please report it, with what the server’s log says.',
    '这一项没能检查（{reason}），这是码桥的问题：请报告，并附上服务的日志。',
  ),
  env_file_open: warning(
    '{path} holds secrets, and other accounts of this machine may read it (mode {mode}): chmod 600 {path}',
    '{path} 含有密钥，但本机其他账号也能读取（权限 {mode}）：请执行 chmod 600 {path}',
  ),

  secret_given: ok('MAQIAO_SECRET is set in the environment.', '环境变量中已设置 MAQIAO_SECRET。'),
  secret_file_ok: ok('Only its owner may read the secret in {path}.', '密钥文件 {path} 只有所有者可读。'),
  secret_file_open: fault(
    'Other accounts of this machine may read the secret in {path} (mode {mode}), and with it sign in as anybody: chmod 600 {path}',
    '本机其他账号也能读取密钥文件 {path}（权限 {mode}），凭它可以冒充任何人：请执行 chmod 600 {path}',
  ),
  secret_missing: fault(
    '{sentence} Without it nobody stays signed in, and the server does not start.',
    '找不到密钥：{sentence} 没有它，所有人的登录都会失效，服务也无法启动。',
  ),
  secret_unusable: fault(
    '{sentence} Put the file of the backup back, readable for the account that runs Maqiao.',
    '密钥无法使用：{sentence} 请放回备份的文件，并让运行码桥的账号可读。',
  ),
  secret_to_be_made: note(
    'There is no secret yet: the first start makes {path}. Back it up, apart from the database.',
    '还没有密钥：首次启动时会生成 {path}。请把它与数据库分开备份。',
  ),
  secret_guessable: fault(
    'The secret is a pattern that can be guessed, and whoever guesses it can sign in as anybody: replace it, as docs/upgrading.md says. Everybody then signs in again.',
    '密钥有规律，谁猜到就能以任何人的身份登录：请按 docs/zh/upgrading.md 更换它，更换后大家要重新登录。',
  ),
  secret_wrong: fault(
    'MAQIAO_SECRET (or its file) is not the one that this database was first used with: put the old one back, from where you keep it apart from the database.',
    '密钥不是此数据库最初使用的那一个：请从单独的备份中放回原来的密钥。',
  ),

  database_file_open: warning(
    'Other accounts of this machine may read {path} (mode {mode}), which holds WeChat ids, addresses and times of people: chmod {wanted} {path}',
    '本机其他账号也能读取 {path}（权限 {mode}），里面有用户的微信 openid、网络地址和时间：请执行 chmod {wanted} {path}',
  ),
  database_ok: ok(
    'The database ({dialect}) answers, with the schema of this version ({schema}).',
    '数据库（{dialect}）可用，结构与本版本一致（{schema}）。',
  ),
  database_new: note(
    'There is no database yet at DATABASE_URL: the first start makes it.',
    'DATABASE_URL 处还没有数据库：首次启动时会自动建立。',
  ),
  database_away: fault(
    'The database cannot be used ({reason}). {sentence}',
    '无法使用数据库（{reason}）。{sentence}',
  ),
  database_unusable: fault(
    '{sentence} Until then nobody signs in.',
    '数据库无法使用：{sentence} 在此之前没有人能登录。',
  ),
  database_pooled: note(
    'The database is behind a pooler that takes no settings at the start of a connection: set statement_timeout for the user in PostgreSQL itself, and make backups past the pooler.',
    '数据库前面有连接池，它不接受连接开始时的设置：请在 PostgreSQL 里给该用户设置 statement_timeout；备份时请绕过连接池。',
  ),
  database_damaged: fault(
    'The file at DATABASE_URL is no whole SQLite database ({reason}): keep it, and restore a backup.',
    'DATABASE_URL 指向的文件不是完整的 SQLite 数据库（{reason}）：请留着它，然后恢复一份备份。',
  ),
  schema_older: note(
    'The database has an older schema: the next start of this version changes it ({missing}). Make a backup first.',
    '数据库结构较旧：本版本下次启动时会升级（{missing}）。请先备份。',
  ),
  schema_newer: fault(
    'The database was changed by a newer Maqiao ({unknown}), and this version does not start with it: install the newer one again, or restore the backup of before the upgrade.',
    '数据库已被更新版本的码桥升级（{unknown}），本版本无法启动：请重新安装新版本，或恢复升级前的备份。',
  ),
  database_other_app: fault(
    'The database belongs to another account of WeChat’s: use the AppIDs it was made with, or another DATABASE_URL.',
    '此数据库属于微信的另一个账号：请使用原来的 AppID，或换一个 DATABASE_URL。',
  ),

  redis_unused: ok('Redis is not used: one server process needs none.', '未使用 Redis：单个服务进程不需要。'),
  redis_ok: ok('Redis answers.', 'Redis 可用。'),
  redis_away: fault('Redis cannot be used ({reason}). {sentence}', '无法使用 Redis（{reason}）。{sentence}'),
  redis_evicts: warning(
    'Redis throws keys away when its memory is full (maxmemory-policy {policy}), and logins with them: set maxmemory-policy noeviction.',
    'Redis 内存满时会丢弃数据（maxmemory-policy {policy}），正在进行的登录会丢失：请设为 noeviction。',
  ),

  upload_key_ok: ok(
    'The upload key {path} can be used, by its owner only.',
    '上传密钥 {path} 可用，且只有所有者可读。',
  ),
  upload_key_absent: note(
    'There is no upload key on this machine; one is needed only where the mini program is uploaded from the command line.',
    '本机没有上传密钥；只有用命令行上传小程序的机器才需要。',
  ),
  upload_key_missing: warning(
    'WECHAT_UPLOAD_KEY_FILE names {path}, which is no file: npm run mp:upload cannot send the mini program from here.',
    'WECHAT_UPLOAD_KEY_FILE 指向的 {path} 不是文件：在这里无法用 npm run mp:upload 上传小程序。',
  ),
  upload_key_open: fault(
    'Other accounts of this machine may read the upload key {path} (mode {mode}), and with it replace your mini program: chmod 600 {path}',
    '本机其他账号也能读取上传密钥 {path}（权限 {mode}），凭它可以替换你的小程序：请执行 chmod 600 {path}',
  ),
  upload_key_unusable: fault(
    `The upload key {path} is no private key: download it again in the console under ${CONSOLE_MENUS.uploadKey}.`,
    `上传密钥 {path} 不是有效的私钥：请到公众平台“${CONSOLE_MENUS.uploadKey}”重新下载。`,
  ),
  upload_key_of_another: warning(
    'The upload key {path} is named after another AppID than WECHAT_APP_ID: WeChat will refuse uploads with it.',
    '上传密钥 {path} 的文件名与 WECHAT_APP_ID 不一致：微信会拒绝用它上传。',
  ),
  program_ok: ok(
    'The mini program built here calls {origin}, as PUBLIC_URL says.',
    '本机构建的小程序会访问 {origin}，与 PUBLIC_URL 一致。',
  ),
  program_elsewhere: fault(
    'The mini program built here does not call PUBLIC_URL ({origin}): build it again with npm run build, and upload that.',
    '本机构建的小程序访问的地址不是 PUBLIC_URL（{origin}）：请用 npm run build 重新构建并上传。',
  ),
} as const satisfies Record<string, Diagnosis>;
