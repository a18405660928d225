import type { MessageTable } from '../platform/operator-messages/messages.ts';

/** What `npm run users -- move-identity`, `import` and `export <id>` print. */
export const movingPeopleMessages = {
  move_wants: {
    en: 'move-identity wants the openid or unionid that moves, and --to with the id, openid or unionid of who gets it.',
    zh: 'move-identity 后面要写移动的 openid 或 unionid，再用 --to 写接收的用户的 id、openid 或 unionid。',
  },
  move_wants_identity: {
    en: 'Name the identity by its openid or unionid: an id stands for all that the user has.',
    zh: '请用 openid 或 unionid 指明是哪个身份：id 代表这个用户的全部身份。',
  },
  moving: { en: 'These move, as they belong together:', zh: '一起移动的身份：' },
  already_there: {
    en: 'The user who gets them signs in at the same account with these already, and goes on to. Was that WeChat stolen? Then move it to the user who loses one here, and block them:',
    zh: '接收的用户在同一个账号已经有这些身份，仍然可以用它们登录。如果那个微信被盗了，请把它移给这次失去身份的用户，再封禁那个用户：',
  },
  loses_last: {
    en: 'It is the last way to sign in of {name} ({id}): nobody can sign in as them afterwards; the row, the name and the audit log stay. For one person with two accounts, merge instead: {command} merge {id} {toId}',
    zh: '这是 {name}（{id}）最后一种登录方式：之后没有人能以这个用户登录，记录、昵称和安全记录都还在。如果两个账号是同一个人的，请改用合并：{command} merge {id} {toId}',
  },
  move_wants_yes: {
    en: 'Nothing is moved yet. {name} ({id}) would be signed out everywhere, and whoever uses this WeChat is {to} ({toId}) from then on. Be sure who asks (docs/people.md). To do it: {command} move-identity {identity} --to {toId}{more} --yes',
    zh: '还没有移动。{name}（{id}）的登录会全部退出，以后用这个微信登录的就是 {to}（{toId}）。请先确认提出要求的是本人（docs/zh/people.md）。确定的话：{command} move-identity {identity} --to {toId}{more} --yes',
  },
  moved: {
    en: '{identity} is an identity of {to} ({toId}) now, and no longer of {name} ({id}).',
    zh: '{identity} 现在是 {to}（{toId}）的身份，不再是 {name}（{id}）的。',
  },
  import_wants: {
    en: 'import wants a file: .csv, .tsv, .json, .jsonl or .ndjson.',
    zh: 'import 后面要写文件：.csv、.tsv、.json、.jsonl 或 .ndjson。',
  },
  file_unreadable: { en: 'The file cannot be read ({failure}).', zh: '无法读取文件（{failure}）。' },
  line: { en: 'line {line}: {why}', zh: '第 {line} 行：{why}' },
  more_lines: { en: 'and {count} more', zh: '还有 {count} 行' },
  import_refused: {
    en: 'Nothing is imported: {count} of {total} lines cannot be read.',
    zh: '没有导入：共 {total} 行，有 {count} 行读不懂。',
  },
  import_nobody: { en: 'Nothing is imported: the file has no people.', zh: '没有导入：文件里没有人。' },
  import_conflicts: {
    en: 'Left out, because they contradict what is known:',
    zh: '与现有内容矛盾，没有导入的行：',
  },
  import_names: {
    en: 'Nicknames that break the rules (1 to 32 visible characters) are left out: {count}',
    zh: '不合规则（1 到 32 个可见字符）、没有导入的昵称：{count} 个',
  },
  import_counts: {
    en: 'new users {created}, identities added to known users {joined}, completed {completed}, known already {known}, left out {conflict}',
    zh: '新用户 {created}，加到已有用户的身份 {joined}，补全 {completed}，已有 {known}，没有导入 {conflict}',
  },
  imported: { en: 'Imported: {counts}.', zh: '已导入：{counts}。' },
  import_planned: {
    en: 'Nothing is imported yet. It would be: {counts}. To do it, leave out --dry-run.',
    zh: '还没有导入。将会：{counts}。确定的话，去掉 --dry-run。',
  },
  archive_written: {
    en: 'Everything that is kept of {name} ({id}) is in {file}.',
    zh: '{name}（{id}）的全部内容已存入 {file}。',
  },
} as const satisfies MessageTable;
