import type { MessageTable } from '../operator-messages/messages.ts';

/** Why a database cannot be opened or used, and what to do: for the start, the log and the doctor. */
export const databaseMessages = {
  postgres_pooled: {
    en: 'A pooler in front of PostgreSQL does not accept settings at the start of a connection: Maqiao stops waiting for a statement after {seconds} s; set a limit of the server itself there (ALTER ROLE … SET statement_timeout).',
    zh: 'PostgreSQL 前面的连接池不接受连接开始时的设置：码桥等待一条语句最多 {seconds} 秒，服务器一侧的时限请在服务器上设置（ALTER ROLE … SET statement_timeout）。',
  },
  postgres_connection_lost: { en: 'A connection was lost ({why}).', zh: '一条连接断开了（{why}）。' },
  database_away: {
    en: 'The database cannot be reached ({why}). Check DATABASE_URL, and its server or disk.',
    zh: '数据库连不上（{why}）。请检查 DATABASE_URL，以及它指向的服务器或磁盘。',
  },
  database_not_there: {
    en: 'DATABASE_URL must name a database that exists: start Maqiao with it first.',
    zh: 'DATABASE_URL 指向的数据库不存在：请先用它启动一次码桥。',
  },
  sqlite_not_opened: {
    en: 'DATABASE_URL must name an SQLite file in a folder that this process may write to ({failure}).',
    zh: 'DATABASE_URL 应指向一个 SQLite 文件，它的目录要允许本进程写入（{failure}）。',
  },
  sqlite_damaged: {
    en: 'DATABASE_URL names a file that is not a complete SQLite database ({failure}): keep it, and restore a backup.',
    zh: 'DATABASE_URL 指向的文件不是完整的 SQLite 数据库（{failure}）：请留着它，然后恢复一份备份。',
  },
  postgres_not_opened: {
    en: 'DATABASE_URL must name a PostgreSQL server, database and user that accept connections of this process ({failure}).',
    zh: 'DATABASE_URL 应指向接受本进程连接的 PostgreSQL 服务器、数据库和用户（{failure}）。',
  },
  schema_newer: {
    en: 'DATABASE_URL names a database that a newer Maqiao has changed ({unknown}): start that version, or restore the backup from before the upgrade.',
    zh: 'DATABASE_URL 指向的数据库已被更新版本的码桥改动（{unknown}）：请启动那个版本，或者恢复升级前的备份。',
  },
  file_narrowed: {
    en: 'Other accounts of this machine could read {path} (mode {mode}); now only its owner may.',
    zh: '本机其他账号原先能读取 {path}（权限 {mode}），现已改为只有所有者可读。',
  },
  file_stays_open: {
    en: 'Other accounts of this machine may read {path} (mode {mode}), and Maqiao cannot change that ({failure}): run chmod 600 {path}',
    zh: '本机其他账号能读取 {path}（权限 {mode}），码桥无法改动（{failure}）：请执行 chmod 600 {path}',
  },
  postgres_password_wrong: {
    en: 'DATABASE_URL must have a user and a password that PostgreSQL accepts ({failure}). Characters such as @ / : # ? are percent-encoded in it (@ is %40).',
    zh: 'DATABASE_URL 里的用户名或密码不对（{failure}）。密码里的 @ / : # ? 等符号要写成百分号编码（@ 写成 %40）。',
  },
  postgres_password_missing: {
    en: 'DATABASE_URL must have a password, because PostgreSQL asks for one ({failure}): postgres://user:password@host/database.',
    zh: 'DATABASE_URL 里没有密码，而 PostgreSQL 要求密码（{failure}）：请写成 postgres://用户:密码@主机/数据库。',
  },
  postgres_database_missing: {
    en: "DATABASE_URL must name a database that exists ({failure}). To create it: CREATE DATABASE maqiao ENCODING 'UTF8' TEMPLATE template0.",
    zh: "DATABASE_URL 里的数据库不存在（{failure}）。可以这样建立：CREATE DATABASE maqiao ENCODING 'UTF8' TEMPLATE template0。",
  },
  postgres_not_admitted: {
    en: 'PostgreSQL does not admit the user of DATABASE_URL from this machine ({failure}): add a line to its pg_hba.conf. If it takes encrypted connections only, add ?sslmode=verify-full to DATABASE_URL.',
    zh: 'PostgreSQL 不允许 DATABASE_URL 里的用户从本机连接（{failure}）：请在它的 pg_hba.conf 里加一行。如果它只接受加密连接，请在 DATABASE_URL 末尾加上 ?sslmode=verify-full。',
  },
  postgres_wants_tls: {
    en: 'PostgreSQL takes encrypted connections only ({failure}): add ?sslmode=verify-full to DATABASE_URL, and &sslrootcert=/path/of/ca.pem where its certificate is from an authority of your own.',
    zh: 'PostgreSQL 只接受加密连接（{failure}）：请在 DATABASE_URL 末尾加上 ?sslmode=verify-full；证书由自己的 CA 签发时再加 &sslrootcert=/path/of/ca.pem。',
  },
  postgres_without_tls: {
    en: 'DATABASE_URL asks for an encrypted connection, and PostgreSQL offers none ({failure}): set ssl = on there, or remove sslmode from DATABASE_URL if the network to it is private.',
    zh: 'DATABASE_URL 要求加密连接，而 PostgreSQL 没有开启（{failure}）：请在服务器上设置 ssl = on；如果走的是可信内网，可以去掉 DATABASE_URL 里的 sslmode。',
  },
  postgres_certificate_unknown: {
    en: 'The certificate of PostgreSQL is from an authority that this machine does not trust ({failure}): name the file of that authority in DATABASE_URL (sslrootcert=/path/of/ca.pem); for a self-signed certificate, name the certificate itself.',
    zh: 'PostgreSQL 的证书不是由本机信任的 CA 签发的（{failure}）：请在 DATABASE_URL 里写明 CA 文件（sslrootcert=/path/of/ca.pem）；自签名证书就写证书本身。',
  },
  postgres_certificate_wrong: {
    en: 'The certificate of PostgreSQL is for another name than the host in DATABASE_URL, or has expired or is not valid yet ({failure}): use the name in the certificate, or replace it.',
    zh: 'PostgreSQL 的证书与 DATABASE_URL 里的主机名不符，或者不在有效期内（{failure}）：请写证书上的主机名，或者更换证书。',
  },
  postgres_certificate_file: {
    en: 'DATABASE_URL names a file in sslrootcert, sslcert or sslkey that cannot be read ({failure}): correct the path, or let this account read it.',
    zh: 'DATABASE_URL 里 sslrootcert、sslcert 或 sslkey 指向的文件无法读取（{failure}）：请改正路径，或者让本账号能读取它。',
  },
  postgres_rights_missing: {
    en: 'The user of DATABASE_URL may not create or change tables ({failure}): make it the owner of the database (ALTER DATABASE … OWNER TO …), or GRANT USAGE, CREATE ON SCHEMA public TO it. Tables that another user has created need ALTER TABLE … OWNER TO.',
    zh: 'DATABASE_URL 里的用户无权建表或改表（{failure}）：请把数据库的所有者改成它（ALTER DATABASE … OWNER TO …），或者 GRANT USAGE, CREATE ON SCHEMA public TO 它。别的用户建的表要用 ALTER TABLE … OWNER TO 改过来。',
  },
  postgres_tables_closed: {
    en: 'The user of DATABASE_URL may not read and write all of its tables ({tables}): GRANT SELECT, INSERT, UPDATE, DELETE ON these tables TO it, or make it their owner.',
    zh: 'DATABASE_URL 里的用户不能读写全部的表（{tables}）：请对这些表 GRANT SELECT, INSERT, UPDATE, DELETE，或者把所有者改成它。',
  },
  postgres_encoding: {
    en: "The database at DATABASE_URL stores text as {encoding}, and names need UTF8. Create another (CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0), copy the data into it with pg_dump and pg_restore, and name it in DATABASE_URL.",
    zh: "DATABASE_URL 的数据库编码是 {encoding}，而昵称需要 UTF8。请另建一个（CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0），用 pg_dump 和 pg_restore 把已有的数据搬过去，再改成新的数据库。",
  },
  postgres_read_only: {
    en: 'The PostgreSQL at DATABASE_URL takes no writes ({failure}): it is a standby, or default_transaction_read_only is on. Name the primary, or turn that off.',
    zh: 'DATABASE_URL 的 PostgreSQL 不接受写入（{failure}）：它是备库，或者打开了 default_transaction_read_only。请改为主库，或者关掉这一项。',
  },
  postgres_disk_full: {
    en: 'The disk of the PostgreSQL at DATABASE_URL is full ({failure}): free some space there.',
    zh: 'DATABASE_URL 的 PostgreSQL 磁盘已满（{failure}）：请清出空间。',
  },
  postgres_connections_used_up: {
    en: 'PostgreSQL has no connection left for us ({failure}): each instance takes 10 at most, and 2 more while it starts. Raise max_connections (of the user: CONNECTION LIMIT; of a pooler: max_client_conn), or put a pooler in between.',
    zh: 'PostgreSQL 的连接已用完（{failure}）：每个实例最多用 10 条，启动时多 2 条。请调大 max_connections（用户的 CONNECTION LIMIT、连接池的 max_client_conn 也要看），或者在中间放一个连接池。',
  },
} as const satisfies MessageTable;
