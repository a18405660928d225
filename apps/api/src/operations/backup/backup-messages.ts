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
    en: 'The backup was made, but older ones cannot be removed ({failure}): look at who owns them.',
    zh: '备份已做好，但较旧的备份无法删除（{failure}）：请看它们属于哪个账号。',
  },
  secret_copied: { en: 'Secret: {path}', zh: '密钥：{path}' },
  secret_not_in_it: {
    en: 'The secret is not in it: keep a copy of {place} in another place. Without it everybody is signed out, and Maqiao does not start on this database.',
    zh: '密钥不在其中：请把 {place} 另存一处。没有它，所有人的登录都会失效，码桥也无法用这个数据库启动。',
  },
  pictures_elsewhere: {
    en: 'Pictures are kept by another service and are not in it.',
    zh: '头像存放在其他服务里，不在这份备份中。',
  },
  pictures_left_out: {
    en: 'Left out, as they are no pictures of ours: {count} in {folder}. Look at what they are.',
    zh: '{folder} 里有 {count} 个文件不是码桥存的头像，没有放进备份：请看看它们是什么。',
  },
  backup_wants_secret: {
    en: 'A backup is signed with the secret, so that a changed one is noticed. If the secret is lost: --without-mac.',
    zh: '备份要用密钥签名，这样被人改过就能发现。如果密钥已丢失：加上 --without-mac。',
  },
  backup_unproven: {
    en: 'It carries no mac: keep it where nobody else can write. It is restored with --without-secret or --without-mac.',
    zh: '这份备份没有签名：请放在别人无法写入的地方。恢复时要加 --without-secret 或 --without-mac。',
  },
  no_backup_made: { en: 'No backup was made: {why}', zh: '备份失败：{why}' },
  backup_without_database: {
    en: 'DATABASE_URL names no database yet: there is nothing to back up.',
    zh: 'DATABASE_URL 指向的数据库还不存在：没有可备份的内容。',
  },
  backup_without_use: {
    en: 'DATABASE_URL names a database that was never used: start Maqiao with it first.',
    zh: 'DATABASE_URL 指向的数据库还没有用过：请先用它启动一次码桥。',
  },
  backup_in_memory: {
    en: 'DATABASE_URL must name a file: what is in memory is gone with its process.',
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
    en: '--secret-to must be apart from the backups: together they open everything.',
    zh: '--secret-to 不能与备份放在一起：两样在一处就能打开一切。',
  },
  secret_not_copied: {
    en: 'The secret cannot be copied to {path} ({failure}).',
    zh: '无法把密钥复制到 {path}（{failure}）。',
  },

  // --- npm run restore ---
  restore_usage: {
    en: `{command} <folder of a backup> [--replace] [--without-secret] [--without-mac]
  --replace         puts it in the place of the database that is there; SQLite's file is kept beside
  --without-secret  for when the secret is lost: keeps the people and their ids, and signs everybody out;
                    nothing proves then who made the backup
  --without-mac     for an older backup, which carries none: trusts whoever could write to it,
                    who may have decided who everybody is`,
    zh: `{command} <备份的文件夹> [--replace] [--without-secret] [--without-mac]
  --replace         替换现有的数据库；SQLite 的旧文件会留在旁边
  --without-secret  密钥已丢失时用：保留用户和他们的 id，但所有人都要重新登录；
                    此时无法证明备份出自哪里
  --without-mac     用于较旧的、没有签名的备份：等于信任所有能写入它的人，
                    他们可能改过谁是谁`,
  },
  restored: { en: 'Restored: {from}', zh: '已恢复：{from}' },
  what_was_there: { en: 'What was there before: {path}', zh: '原来的数据：{path}' },
  not_in_the_list: {
    en: 'In the folder of the backup, but not in its list, and not restored: {names}',
    zh: '备份文件夹里有不在清单中的内容，没有恢复：{names}',
  },
  restored_unproven: {
    en: 'Nothing has proven that this backup is yours and unchanged: whoever could write to it may have decided who everybody is.',
    zh: '无法证明这份备份出自你这里、没有被改过：能写入它的人可能改过谁是谁。',
  },
  everybody_again: { en: 'Everybody has to sign in again.', zh: '所有人都要重新登录。' },
  nothing_restored: { en: 'Nothing was restored: {why}', zh: '没有恢复任何内容：{why}' },
  no_such_backup: {
    en: '{folder} is no backup that this version can read: there must be a {manifest} of format 1.',
    zh: '{folder} 不是本版本能读的备份：里面应有格式 1 的 {manifest}。',
  },
  backup_broken: {
    en: 'The backup is broken: {path} is not what was written. Take another one.',
    zh: '备份已损坏：{path} 与写入时不同。请换一份备份。',
  },
  backup_changed: {
    en: 'The list of the backup was changed after it was made: its mac is not that of MAQIAO_SECRET (or its file). Take another one, and look at who can write there.',
    zh: '备份的清单在做好之后被改过：签名与 MAQIAO_SECRET（或它的文件）不符。请换一份备份，并看看谁能写入那里。',
  },
  backup_without_mac: {
    en: 'The backup carries no mac, so nothing proves that it is yours and unchanged. Older ones have none: if it is one, and nobody else could write to it, say --without-mac.',
    zh: '备份没有签名，无法证明出自你这里、没有被改过。较旧的备份没有签名：如果它就是这样的备份，而且别人无法写入它，请加上 --without-mac。',
  },
  backup_newer: {
    en: 'The backup was made by a newer Maqiao ({version}; {unknown}): install that version, then restore.',
    zh: '备份来自更新版本的码桥（{version}；{unknown}）：请先安装那个版本，再恢复。',
  },
  backup_other_dialect: {
    en: 'The backup is one of {theirs}, and DATABASE_URL names {ours}.',
    zh: '备份来自 {theirs}，而 DATABASE_URL 指向 {ours}。',
  },
  backup_other_app: {
    en: 'The backup is that of another WECHAT_APP_ID: the people in it are known to that one only.',
    zh: '备份属于另一个 WECHAT_APP_ID：里面的用户都是那个小程序的。',
  },
  backup_other_secret: {
    en: 'MAQIAO_SECRET (or its file) is not the one that this backup belongs to.',
    zh: 'MAQIAO_SECRET（或它的文件）不是这份备份的那个。',
  },
  secret_first: {
    en: 'Put it back from where you keep it, then restore. If it is lost: --without-secret keeps the people and their ids, and everybody has to sign in again.',
    zh: '请先把密钥从保管处放回，再恢复。如果它已丢失：--without-secret 会保留用户和他们的 id，但所有人都要重新登录。',
  },
  backup_other_schema: {
    en: 'The backup was made of the schema {theirs}, and DATABASE_URL works in {ours}: restore it into a database of its own, where both are the same.',
    zh: '备份来自模式（schema）{theirs}，而 DATABASE_URL 使用 {ours}：请恢复到两者一致的数据库里。',
  },
  tables_of_another: {
    en: 'DATABASE_URL names a database with tables of these names that Maqiao has not made ({names}): give Maqiao one of its own.',
    zh: 'DATABASE_URL 指向的数据库里已有同名的表，但不是码桥建的（{names}）：请给码桥一个单独的数据库。',
  },
  others_depend: {
    en: '{names} in this database hang on the tables of Maqiao by a foreign key or as a view, and are not its own: take that away, restore, then make it again.',
    zh: '这个数据库里的 {names} 用外键或视图依赖码桥的表，但不是码桥的：请先去掉这些依赖，恢复之后再建。',
  },
  restore_unwritable: {
    en: 'The backup cannot be put in its place ({path}, {failure}).',
    zh: '无法把备份放到原处（{path}，{failure}）。',
  },
  stop_first: {
    en: 'Maqiao runs on this database: stop it, then restore.',
    zh: '码桥正在使用这个数据库：请先停止它，再恢复。',
  },
  replace_unasked: {
    en: 'There is a database at DATABASE_URL already: --replace puts the backup in its place.',
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
