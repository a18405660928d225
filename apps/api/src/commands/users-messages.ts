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
{command} duplicates [--json]
    users who are one person by their unionid, and merges that can be undone
{command} merge <id> <id of the one who remains> [--yes]
    the first gives way to the second; without --yes says what that does
{command} unmerge <id of the one who gave way> [--yes]
    separates them again, for 30 days
{command} audit [id, openid or unionid] [--kind signed_in] [--method website] [--client shop]
        [--from 2026-11-20T00:00:00Z] [--to …] [--limit 50] [--cursor …] [--json]
    the audit log of the last 90 days, newest first: everybody's, or one person's
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
{command} duplicates [--json]
    列出按 unionid 看是同一个人的用户，以及还能撤销的合并
{command} merge <id> <保留的用户的 id> [--yes]
    把前一个用户并入后一个；不带 --yes 只说明会做什么
{command} unmerge <被并入的用户的 id> [--yes]
    撤销合并，30 天之内有效
{command} audit [id、openid 或 unionid] [--kind signed_in] [--method website] [--client shop]
        [--from 2026-11-20T00:00:00Z] [--to …] [--limit 50] [--cursor …] [--json]
    最近 90 天的安全记录，新的在前：全部用户的，或一个用户的
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
  merge_wants: {
    en: 'merge wants two ids: who gives way, and who remains.',
    zh: 'merge 后面要写两个 id：被并入的用户和保留的用户。',
  },
  no_duplicates: {
    en: 'No two users share a unionid.',
    zh: '没有 unionid 相同的用户。',
  },
  more_duplicates: {
    en: '{count} pairs; the newest are shown.',
    zh: '共 {count} 对，显示了最新的。',
  },
  recent_merges: { en: 'Merged in the last 30 days:', zh: '最近 30 天的合并：' },
  undo_until: { en: 'can be undone until {until} (UTC)', zh: '可以撤销到 {until}（UTC）' },
  shared_unionids: {
    en: 'Both have this unionid, so WeChat says that they are one person: {unionids}',
    zh: '两个用户的 unionid 相同，微信认为是同一个人：{unionids}',
  },
  no_shared_unionid: {
    en: 'They share no unionid: nothing but you says that they are one person.',
    zh: '两个用户没有相同的 unionid：是不是同一个人，只能由你判断。',
  },
  sessions_that_end: {
    en: 'Signed-in browsers of the first that are signed out: {count}',
    zh: '前一个用户会退出登录的浏览器：{count} 个',
  },
  clients_touched: {
    en: 'Clients and sites that know one of them, and may have an account for each:',
    zh: '认识其中一个的客户端和网站，那边可能各有一个账号：',
  },
  merge_wants_yes: {
    en: 'Nothing is merged yet. {name} ({id}) would give way to {into} ({intoId}): every WeChat identity moves there, and whoever uses it is {intoId} from then on. To do it: {command} merge {id} {intoId} --yes',
    zh: '还没有合并。{name}（{id}）会并入 {into}（{intoId}）：其全部微信身份都移过去，以后用它们登录的就是 {intoId}。确定的话：{command} merge {id} {intoId} --yes',
  },
  people_merged: {
    en: '{name} ({id}) has given way to {into} ({intoId}). To undo it within 30 days: {command} unmerge {id}',
    zh: '{name}（{id}）已并入 {into}（{intoId}）。30 天之内可以撤销：{command} unmerge {id}',
  },
  not_merged: {
    en: 'Nothing to do: {name} ({id}) has not given way to anybody.',
    zh: '无需操作：{name}（{id}）没有并入别的用户。',
  },
  unmerge_wants_yes: {
    en: 'Nothing is undone yet. {name} ({id}) would get back the WeChat identities that the merge has moved, and both users would be signed out everywhere. To do it: {command} unmerge {id} --yes',
    zh: '还没有撤销。{name}（{id}）会拿回合并时移走的微信身份，两个用户的登录都会退出。确定的话：{command} unmerge {id} --yes',
  },
  people_separated: {
    en: '{name} ({id}) and {intoId} are two users again.',
    zh: '{name}（{id}）和 {intoId} 又是两个用户了。',
  },
  merge_is_final: {
    en: 'The merge of {name} ({id}) cannot be undone: one of the users of the merge is deleted.',
    zh: '{name}（{id}）的合并无法撤销：参与合并的用户有一个已经删除。',
  },
  nobody_known: {
    en: 'Nobody has this id, openid or unionid. Find them first: {command} find <nickname>',
    zh: '没有用户使用这个 id、openid 或 unionid。请先查找：{command} find <昵称>',
  },
  no_entries: { en: 'No entries.', zh: '没有记录。' },
  more_entries: { en: 'There are older ones: --cursor {cursor}', zh: '还有更早的：--cursor {cursor}' },
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
