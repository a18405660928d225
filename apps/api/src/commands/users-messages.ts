import type { MessageTable } from '../platform/operator-messages/messages.ts';

/** What `npm run users` prints. */
export const usersMessages = {
  users_usage: {
    en: `{command} list [--blocked] [--limit 50]
    people, newest first
{command} find <text> [--limit 200]
    by a part of the nickname, or the whole id, openid or unionid
{command} show <id, openid or unionid>
    one person, with every WeChat identity they sign in with
{command} block <id, openid or unionid>
    ends every session, and refuses the next sign-in
{command} unblock <id, openid or unionid>
    lets them sign in again
{command} delete <id, openid or unionid> --yes
    deletes the account for good: sign-ins, name, picture and record
{command} export [--format csv|json] [--file people.csv] [--blocked]
    everybody, for a spreadsheet or a program`,
    zh: `{command} list [--blocked] [--limit 50]
    列出用户，新的在前
{command} find <文字> [--limit 200]
    按昵称的一部分，或完整的 id、openid、unionid 查找
{command} show <id、openid 或 unionid>
    显示一个用户，以及其登录所用的全部微信身份
{command} block <id、openid 或 unionid>
    结束其全部登录，并拒绝再次登录
{command} unblock <id、openid 或 unionid>
    允许再次登录
{command} delete <id、openid 或 unionid> --yes
    永久删除账号：登录、昵称、头像和安全记录
{command} export [--format csv|json] [--file people.csv] [--blocked]
    导出所有人，给表格软件或程序用`,
  },
  users_limit: {
    en: '--limit must be a whole number from 1.',
    zh: '--limit 应为 1 以上的整数。',
  },
  users_format: { en: '--format must be csv or json.', zh: '--format 只能是 csv 或 json。' },
  users_find_wants: { en: 'find wants a text.', zh: 'find 后面要写查找的文字。' },
  users_block_wants: {
    en: '{command} wants an id, openid or unionid.',
    zh: '{command} 后面要写 id、openid 或 unionid。',
  },
  delete_wants_yes: {
    en: 'Nothing is deleted yet. {name} ({id}) would lose the account, every sign-in, name, picture and record, for good. To do it: {command} delete {id} --yes',
    zh: '还没有删除。{name}（{id}）会永久失去账号、所有登录、昵称、头像和安全记录。确定的话：{command} delete {id} --yes',
  },
  person_deleted: {
    en: '{name} ({id}) is deleted. Whoever scans with the same WeChat later is a new person.',
    zh: '已删除 {name}（{id}）。以后用同一个微信扫码，就是一个新用户。',
  },
  nobody_known: {
    en: 'Nobody has this id, openid or unionid. Find them first: {command} find <nickname>',
    zh: '没有用户使用这个 id、openid 或 unionid。请先查找：{command} find <昵称>',
  },
  nobody: { en: 'Nobody.', zh: '没有用户。' },
  one_person: { en: '1 person.', zh: '1 人。' },
  people: { en: '{count} people.', zh: '{count} 人。' },
  people_shown: {
    en: '{count} people, the {shown} newest are shown (--limit, export).',
    zh: '{count} 人，显示了最新的 {shown} 人（--limit、export）。',
  },
  without_nickname: { en: 'The person without a nickname', zh: '没有昵称的人' },
  blocked_already: {
    en: 'Nothing to do: {name} ({id}) is blocked already.',
    zh: '无需操作：{name}（{id}）已经被封禁。',
  },
  not_blocked: {
    en: 'Nothing to do: {name} ({id}) is not blocked.',
    zh: '无需操作：{name}（{id}）没有被封禁。',
  },
  may_sign_in: { en: '{name} ({id}) may sign in again.', zh: '{name}（{id}）可以再次登录。' },
  blocked_nowhere: {
    en: '{name} ({id}) is blocked. They were signed in nowhere.',
    zh: '{name}（{id}）已封禁。当前没有已登录的浏览器。',
  },
  blocked_one: {
    en: '{name} ({id}) is blocked. The one browser they were signed in with is signed out.',
    zh: '{name}（{id}）已封禁，已登录的一个浏览器已退出。',
  },
  blocked_many: {
    en: '{name} ({id}) is blocked. All {count} browsers they were signed in with are signed out.',
    zh: '{name}（{id}）已封禁，已登录的 {count} 个浏览器都已退出。',
  },
  pages_know: { en: 'Open pages show it at once.', zh: '打开着的页面会立即显示。' },
  pages_learn_later: {
    en: '{why} So the database was changed directly, and open pages learn it at their next call.',
    zh: '{why}所以直接改了数据库，打开着的页面要到下一次请求时才知道。',
  },
  server_without_key: { en: 'ADMIN_KEY is not set.', zh: '没有设置 ADMIN_KEY。' },
  server_silent: { en: 'No server answers at {url}.', zh: '{url} 没有服务响应。' },
  server_refused: {
    en: 'The server at {url} did not do it (status {status}).',
    zh: '{url} 的服务没有照办（状态码 {status}）。',
  },
  server_of_other_database: {
    en: 'The server that answers at HOST and PORT runs on another database.',
    zh: '在 HOST 和 PORT 上响应的服务用的是另一个数据库。',
  },
  exported: {
    en: 'Exported as {format}: {people}',
    zh: '已导出为 {format}：{people}',
  },
  exported_to: {
    en: 'Exported as {format} to {file}: {people}',
    zh: '已导出为 {format}，存入 {file}：{people}',
  },
  file_unwritable: {
    en: 'The file cannot be written ({failure}).',
    zh: '无法写入文件（{failure}）。',
  },
} as const satisfies MessageTable;
