import type { MessageTable } from '../../platform/operator-messages/messages.ts';

/** What `npm run backup` and `npm run restore` print. */
export const backupMessages = {
  // --- npm run backup ---
  backup_usage: {
    en: `{command} [--to <folder>] [--keep <number>] [--secret-to <file>] [--without-mac]
  --to           where backups are collected: backups beside the SQLite file, or data/backups
  --keep         removes all but the newest of them
  --secret-to    copies the secret to this file, which must not exist: keep it apart from the backups
  --without-mac  for when the secret is lost: nothing will prove that the backup is yours and unchanged`,
    zh: `{command} [--to <folder>] [--keep <number>] [--secret-to <file>] [--without-mac]
  --to           备份存放的文件夹；默认是 SQLite 文件旁的 backups，或 data/backups
  --keep         只留最新的几份，其余删除
  --secret-to    把密钥复制到这个文件，它必须还不存在：请与备份分开保管
  --without-mac  密钥已丢失时用：这样的备份无法证明出自你这里、没有被改过`,
  },
  backup_made: { en: 'Backup: {folder}', zh: '备份：{folder}' },
  backups_removed: { en: 'Older ones removed: {count}', zh: '已删除较旧的备份：{count}' },
  backups_stay: {
    en: 'The backup was made, but older ones cannot be removed ({failure}): check which account owns them.',
    zh: '备份已做好，但较旧的备份无法删除（{failure}）：请看它们属于哪个账号。',
  },
  secret_copied: { en: 'Secret: {path}', zh: '密钥：{path}' },
  secret_not_in_it: {
    en: 'The backup does not contain the secret: keep a copy of {place} somewhere else. Without the secret everybody is signed out, and Maqiao does not start with this database.',
    zh: '备份里没有密钥：请把 {place} 另存一处。没有密钥，所有人的登录都会失效，码桥也无法用这个数据库启动。',
  },
  pictures_elsewhere: {
    en: 'The avatars are stored in another service and are not part of this backup.',
    zh: '头像存放在其他服务里，不在这份备份中。',
  },
  pictures_left_out: {
    en: '{count} entries of {folder} are not avatars that Maqiao has stored, and were left out of the backup. Check what they are.',
    zh: '{folder} 里有 {count} 项不是码桥存的头像，没有放进备份：请查明它们是什么。',
  },
  backup_wants_secret: {
    en: 'A backup is signed with the secret, so that a changed one is noticed. If the secret is lost: --without-mac.',
    zh: '备份要用密钥签名，这样被人改过就能发现。如果密钥已丢失：加上 --without-mac。',
  },
  backup_unproven: {
    en: 'The backup carries no mac: keep it where nobody else can write. To restore it, add --without-secret or --without-mac.',
    zh: '这份备份没有签名：请放在别人无法写入的地方。恢复时要加 --without-secret 或 --without-mac。',
  },
  no_backup_made: { en: 'No backup was made: {why}', zh: '备份失败：{why}' },
  backup_without_database: {
    en: 'The database at DATABASE_URL does not exist yet: there is nothing to back up.',
    zh: 'DATABASE_URL 指向的数据库还不存在：没有可备份的内容。',
  },
  backup_without_use: {
    en: 'DATABASE_URL names a database that was never used: start Maqiao with it first.',
    zh: 'DATABASE_URL 指向的数据库还没有用过：请先用它启动一次码桥。',
  },
  backup_in_memory: {
    en: 'DATABASE_URL must name a file: a database in memory ends with its process.',
    zh: 'DATABASE_URL 应指向一个文件：内存里的数据库随进程消失。',
  },
  backup_unwritable: {
    en: 'The backup cannot be written to {into} ({failure}).',
    zh: '无法把备份写入 {into}（{failure}）。',
  },
  backup_exists: {
    en: 'There is a backup of this second already ({folder}), or one that is being made: try again in a moment.',
    zh: '这一秒的备份已经存在（{folder}），或者正在进行：请稍后再试。',
  },
  database_damaged: {
    en: 'The database is damaged: its copy does not pass SQLite’s integrity check.',
    zh: '数据库已损坏：它的副本没有通过 SQLite 的完整性检查。',
  },
  secret_to_apart: {
    en: '--secret-to must not be in the folder of the backups: whoever has a backup and the secret can sign in as anybody.',
    zh: '--secret-to 不能与备份放在一起：同时拿到备份和密钥的人，可以用任何人的身份登录。',
  },
  secret_not_copied: {
    en: 'The secret cannot be copied to {path} ({failure}).',
    zh: '无法把密钥复制到 {path}（{failure}）。',
  },

  // --- npm run restore ---
  restore_usage: {
    en: `{command} <folder of a backup> [--replace] [--without-secret] [--without-mac]
  --replace         replaces the existing database; an SQLite file is kept under another name
  --without-secret  for when the secret is lost: keeps the users and their ids, and signs everybody out;
                    nothing proves then who made the backup
  --without-mac     for an older backup, which carries none: trusts everybody who could write to it;
                    they may have changed which account belongs to whom`,
    zh: `{command} <备份的文件夹> [--replace] [--without-secret] [--without-mac]
  --replace         替换现有的数据库；SQLite 的旧文件改名保留
  --without-secret  密钥已丢失时用：保留用户和他们的 id，但所有人都要重新登录；
                    此时无法证明备份出自哪里
  --without-mac     用于较旧的、没有签名的备份：等于信任所有能写入它的人，
                    他们可能改过账号的归属`,
  },
  restored: { en: 'Restored: {from}', zh: '已恢复：{from}' },
  what_was_there: { en: 'What was there before: {path}', zh: '原来的数据：{path}' },
  not_in_the_list: {
    en: 'In the folder of the backup, but not in its list, and not restored: {names}',
    zh: '备份文件夹里有不在清单中的内容，没有恢复：{names}',
  },
  restored_unproven: {
    en: 'Nothing has proven that this backup is yours and unchanged: whoever could write to it may have changed which account belongs to whom.',
    zh: '无法证明这份备份出自你这里、没有被改过：能写入它的人可能改过账号的归属。',
  },
  everybody_again: { en: 'Everybody has to sign in again.', zh: '所有人都要重新登录。' },
  nothing_restored: { en: 'Nothing was restored: {why}', zh: '没有恢复任何内容：{why}' },
  no_such_backup: {
    en: '{folder} is not a backup that this version can read: it must have a {manifest} of format 1.',
    zh: '{folder} 不是本版本能读的备份：里面应有格式 1 的 {manifest}。',
  },
  backup_broken: {
    en: 'The backup is damaged: {path} differs from what was written. Use another backup.',
    zh: '备份已损坏：{path} 与写入时不同。请换一份备份。',
  },
  backup_changed: {
    en: 'The list of the backup was changed after it was made: its mac is not that of MAQIAO_SECRET (or its file). Use another backup, and check who can write there.',
    zh: '备份的清单在做好之后被改过：签名与 MAQIAO_SECRET（或它的文件）不符。请换一份备份，并看看谁能写入那里。',
  },
  backup_without_mac: {
    en: 'The backup carries no mac, so nothing proves that it is yours and unchanged. Older ones have none: if this is one, and nobody else could write to it, add --without-mac.',
    zh: '备份没有签名，无法证明出自你这里、没有被改过。较旧的备份没有签名：如果它就是这样的备份，而且别人无法写入它，请加上 --without-mac。',
  },
  backup_newer: {
    en: 'The backup was made by a newer Maqiao ({version}; {unknown}): install that version, then restore.',
    zh: '备份来自更新版本的码桥（{version}；{unknown}）：请先安装那个版本，再恢复。',
  },
  backup_other_dialect: {
    en: 'The backup is of {theirs}, and DATABASE_URL names {ours}.',
    zh: '备份来自 {theirs}，而 DATABASE_URL 指向 {ours}。',
  },
  backup_other_app: {
    en: 'The backup belongs to another account of WeChat’s than those of the settings: its users are known to that one only.',
    zh: '备份不属于设置里的任何微信账号：里面的用户都是另一个账号的。',
  },
  backup_other_secret: {
    en: 'MAQIAO_SECRET (or its file) is not the one that this backup belongs to.',
    zh: 'MAQIAO_SECRET（或它的文件）不是这份备份的那个。',
  },
  secret_first: {
    en: 'Put your copy of the secret back, then restore. If it is lost: --without-secret keeps the users and their ids, and everybody has to sign in again.',
    zh: '请先把密钥从保管处放回，再恢复。如果它已丢失：--without-secret 会保留用户和他们的 id，但所有人都要重新登录。',
  },
  backup_other_schema: {
    en: 'The backup was made from the schema {theirs}, and DATABASE_URL uses {ours}: restore it into a database where both are the same.',
    zh: '备份来自模式（schema）{theirs}，而 DATABASE_URL 使用 {ours}：请恢复到两者一致的数据库里。',
  },
  tables_of_another: {
    en: 'DATABASE_URL names a database with tables of the same names that Maqiao did not create ({names}): give Maqiao a database of its own.',
    zh: 'DATABASE_URL 指向的数据库里已有同名的表，但不是码桥建的（{names}）：请给码桥一个单独的数据库。',
  },
  others_depend: {
    en: '{names} in this database depend on the tables of Maqiao by a foreign key or as a view, and do not belong to Maqiao: drop them, restore, then create them again.',
    zh: '这个数据库里的 {names} 用外键或视图依赖码桥的表，但不是码桥的：请先去掉这些依赖，恢复之后再建。',
  },
  restore_unwritable: {
    en: 'The backup cannot be restored to {path} ({failure}).',
    zh: '无法把备份恢复到 {path}（{failure}）。',
  },
  stop_first: {
    en: 'Maqiao runs on this database: stop it, then restore.',
    zh: '码桥正在使用这个数据库：请先停止它，再恢复。',
  },
  replace_unasked: {
    en: 'There is a database at DATABASE_URL already: add --replace to replace it with the backup.',
    zh: 'DATABASE_URL 处已有数据库：加上 --replace 才会用备份替换它。',
  },

  // --- PostgreSQL's programs ---
  tool_missing: {
    en: "{tool} is needed and was not found: install PostgreSQL's client programs of the server's version or newer (Debian: postgresql-client), or name their folder in POSTGRES_PROGRAMS.",
    zh: '需要 {tool}，但没有找到：请安装与服务器同版本或更新的 PostgreSQL 客户端程序（Debian：postgresql-client），或者在 POSTGRES_PROGRAMS 里写明它们的文件夹。',
  },
  tool_failed: {
    en: '{tool} ended with status {status}: {words}',
    zh: '{tool} 以状态 {status} 结束：{words}',
  },
} as const satisfies MessageTable;
