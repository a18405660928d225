import type { Language } from '@maqiao/shared';

/** What keeps a PostgreSQL or a Redis that is there from being used, with the cure: of a start, and of the doctor. */
export const STORE_SENTENCES = {
  postgres_password_wrong: {
    en: 'DATABASE_URL must hold the user and the password that PostgreSQL knows ({failure}). Signs such as @ / : # ? are percent-encoded in it (@ is %40).',
    zh: 'DATABASE_URL 里的用户名或密码不对（{failure}）。密码里的 @ / : # ? 等符号要写成百分号编码（@ 写成 %40）。',
  },
  postgres_password_missing: {
    en: 'DATABASE_URL must hold a password, because PostgreSQL asks for one ({failure}): postgres://user:password@host/database.',
    zh: 'DATABASE_URL 里没有密码，而 PostgreSQL 要求密码（{failure}）：请写成 postgres://用户:密码@主机/数据库。',
  },
  postgres_database_missing: {
    en: "DATABASE_URL must name a database that exists ({failure}). To make it: CREATE DATABASE maqiao ENCODING 'UTF8' TEMPLATE template0.",
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
    en: 'DATABASE_URL asks for an encrypted connection, and PostgreSQL offers none ({failure}): set ssl = on there, or remove sslmode from DATABASE_URL if the way to it is private.',
    zh: 'DATABASE_URL 要求加密连接，而 PostgreSQL 没有开启（{failure}）：请在服务器上设置 ssl = on；如果走的是可信内网，可以去掉 DATABASE_URL 里的 sslmode。',
  },
  postgres_certificate_unknown: {
    en: 'PostgreSQL shows a certificate of an authority that this machine does not know ({failure}): name the file of that authority in DATABASE_URL (sslrootcert=/path/of/ca.pem); for a certificate that has signed itself, that is the certificate.',
    zh: 'PostgreSQL 的证书不是由本机信任的 CA 签发的（{failure}）：请在 DATABASE_URL 里写明 CA 文件（sslrootcert=/path/of/ca.pem）；自签名证书就写证书本身。',
  },
  postgres_certificate_wrong: {
    en: 'PostgreSQL shows a certificate that is of another name than the host in DATABASE_URL, or out of its time ({failure}): write the name that the certificate has, or renew it.',
    zh: 'PostgreSQL 的证书与 DATABASE_URL 里的主机名不符，或者不在有效期内（{failure}）：请写证书上的主机名，或者更换证书。',
  },
  postgres_certificate_file: {
    en: 'DATABASE_URL names a file in sslrootcert, sslcert or sslkey that cannot be read ({failure}): correct the path, or let this account read it.',
    zh: 'DATABASE_URL 里 sslrootcert、sslcert 或 sslkey 指向的文件无法读取（{failure}）：请改正路径，或者让本账号能读取它。',
  },
  postgres_rights_missing: {
    en: 'The user of DATABASE_URL may not make or change tables ({failure}): make it the owner of the database (ALTER DATABASE … OWNER TO …), or GRANT USAGE, CREATE ON SCHEMA public TO it. Tables that another user has made need ALTER TABLE … OWNER TO.',
    zh: 'DATABASE_URL 里的用户无权建表或改表（{failure}）：请把数据库的所有者改成它（ALTER DATABASE … OWNER TO …），或者 GRANT USAGE, CREATE ON SCHEMA public TO 它。别的用户建的表要用 ALTER TABLE … OWNER TO 改过来。',
  },
  postgres_tables_closed: {
    en: 'The user of DATABASE_URL may not read and write all of its tables ({tables}): GRANT SELECT, INSERT, UPDATE, DELETE ON these tables TO it, or make it their owner.',
    zh: 'DATABASE_URL 里的用户不能读写全部的表（{tables}）：请对这些表 GRANT SELECT, INSERT, UPDATE, DELETE，或者把所有者改成它。',
  },
  postgres_encoding: {
    en: "The database at DATABASE_URL stores text as {encoding}, and names need UTF8. Make another (CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0), copy into it with pg_dump and pg_restore what there is, and name that one.",
    zh: "DATABASE_URL 的数据库编码是 {encoding}，而昵称需要 UTF8。请另建一个（CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0），用 pg_dump 和 pg_restore 把已有的数据搬过去，再改成新的数据库。",
  },
  postgres_read_only: {
    en: 'The PostgreSQL at DATABASE_URL takes no writes ({failure}): it is a standby, or default_transaction_read_only is on. Name the primary, or turn that off.',
    zh: 'DATABASE_URL 的 PostgreSQL 不接受写入（{failure}）：它是备库，或者打开了 default_transaction_read_only。请改为主库，或者关掉这一项。',
  },
  postgres_disk_full: {
    en: 'The disk of the PostgreSQL at DATABASE_URL is full ({failure}): make room there.',
    zh: 'DATABASE_URL 的 PostgreSQL 磁盘已满（{failure}）：请清出空间。',
  },
  postgres_connections_used_up: {
    en: 'PostgreSQL has no connection left for us ({failure}): each instance takes 10 at most, and 2 more while it starts. Raise max_connections (of the user: CONNECTION LIMIT; of a pooler: max_client_conn), or put a pooler in between.',
    zh: 'PostgreSQL 的连接已用完（{failure}）：每个实例最多用 10 条，启动时多 2 条。请调大 max_connections（用户的 CONNECTION LIMIT、连接池的 max_client_conn 也要看），或者在中间放一个连接池。',
  },
  redis_password: {
    en: 'REDIS_URL must hold the user and the password that Redis knows ({failure}): redis://user:password@host, percent-encoded (@ is %40); without a user it is redis://:password@host.',
    zh: 'REDIS_URL 里的用户或密码不对，或者没有写（{failure}）：写成 redis://用户:密码@主机，@ 等符号用百分号编码（%40）；没有用户名时写 redis://:密码@主机。',
  },
  redis_protected: {
    en: 'The Redis at REDIS_URL is in protected mode and answers its own machine only ({failure}): give it a password (requirepass) and an address to listen at (bind).',
    zh: 'REDIS_URL 的 Redis 处于保护模式，只应答它自己那台机器（{failure}）：请给它设密码（requirepass）和监听地址（bind）。',
  },
  redis_command_forbidden: {
    en: 'The user of REDIS_URL may not run {command} ({failure}). All that Maqiao needs: ACL SETUSER maqiao on >password ~maqiao:* &maqiao:* +@all -@admin -@dangerous +info.',
    zh: 'REDIS_URL 里的用户不能执行 {command}（{failure}）。码桥需要的权限是：ACL SETUSER maqiao on >密码 ~maqiao:* &maqiao:* +@all -@admin -@dangerous +info。',
  },
  redis_names_forbidden: {
    en: 'The user of REDIS_URL may not use the keys or channels of Maqiao ({failure}), which begin with maqiao: — give it both: ACL SETUSER maqiao ~maqiao:* &maqiao:*.',
    zh: 'REDIS_URL 里的用户不能使用码桥的键或频道（{failure}），它们都以 maqiao: 开头。两样都要给：ACL SETUSER maqiao ~maqiao:* &maqiao:*。',
  },
  redis_command_unknown: {
    en: 'The Redis at REDIS_URL does not know {command} ({failure}): it is older than Redis 5, or somebody has renamed or switched off that command. Maqiao needs it; take another server, or allow it there.',
    zh: 'REDIS_URL 的 Redis 没有 {command}（{failure}）：它比 Redis 5 还旧，或者这个命令被改名、禁用了。码桥需要它：请换一个服务器，或者在那里放开。',
  },
  redis_replica: {
    en: 'REDIS_URL names a replica, which takes no writes (READONLY): name the master, or the sentinels that find it (redis-sentinel://…).',
    zh: 'REDIS_URL 指向的是从库，不接受写入（READONLY）：请改为主库，或者写能找到主库的哨兵（redis-sentinel://…）。',
  },
  redis_is_cluster: {
    en: 'REDIS_URL names one node of a Redis Cluster, which has only some of the keys ({failure}): write redis-cluster://host1:6379,host2:6379.',
    zh: 'REDIS_URL 指向 Redis 集群的一个节点，它只有一部分键（{failure}）：请写成 redis-cluster://主机1:6379,主机2:6379。',
  },
  redis_no_cluster: {
    en: 'REDIS_URL is redis-cluster://, and the server there is no cluster ({failure}): write redis://.',
    zh: 'REDIS_URL 写的是 redis-cluster://，而那里不是集群（{failure}）：请写 redis://。',
  },
  redis_database: {
    en: 'REDIS_URL names a database by a number that this Redis does not have ({failure}): correct the number at its end, or leave it out.',
    zh: 'REDIS_URL 末尾的数据库编号在这个 Redis 上不存在（{failure}）：请改正，或者去掉它。',
  },
  redis_certificate_unknown: {
    en: 'Redis shows a certificate of an authority that this machine does not know ({failure}): name the file of that authority in NODE_EXTRA_CA_CERTS.',
    zh: 'Redis 的证书不是由本机信任的 CA 签发的（{failure}）：请在 NODE_EXTRA_CA_CERTS 里写明 CA 文件。',
  },
  redis_certificate_wrong: {
    en: 'Redis shows a certificate that is of another name than the host in REDIS_URL, or out of its time ({failure}): write the name that the certificate has, or renew it.',
    zh: 'Redis 的证书与 REDIS_URL 里的主机名不符，或者不在有效期内（{failure}）：请写证书上的主机名，或者更换证书。',
  },
  redis_without_tls: {
    en: 'Nothing answers with TLS at REDIS_URL ({failure}): write redis:// if that server has none; otherwise check host and port.',
    zh: 'REDIS_URL 那里没有 TLS 应答（{failure}）：如果服务器没有开启 TLS，请写 redis://；否则检查主机和端口。',
  },
  redis_wants_tls: {
    en: 'The server at REDIS_URL ends every connection at once ({failure}): write rediss:// if it takes TLS only; otherwise check that it is a Redis.',
    zh: 'REDIS_URL 的服务器一连上就断开（{failure}）：如果它只接受 TLS，请写 rediss://；否则检查那里是不是 Redis。',
  },
  redis_refuses: {
    en: 'The Redis at REDIS_URL refuses what a login needs ({why}). It must be Redis 5 or newer, Valkey or KeyDB; a managed cluster must run scripts that hold TIME and PUBLISH: switch off its check of scripts, or take an instance without a cluster.',
    zh: 'REDIS_URL 的 Redis 拒绝了登录需要的操作（{why}）。需要 Redis 5 以上、Valkey 或 KeyDB；云上的集群版要允许脚本里使用 TIME 和 PUBLISH：请关闭脚本检查，或者改用非集群的实例。',
  },
  redis_takes_nothing: {
    en: 'Redis is there and takes nothing in ({failure}): its memory or its disk is full, or too few replicas follow it. Nobody can sign in until that is mended.',
    zh: 'Redis 可以连上，但不接受写入（{failure}）：内存或磁盘已满，或者跟上的从库太少。解决之前没有人能登录。',
  },
  redis_evicts: {
    en: 'Redis throws keys away when its memory is full (maxmemory-policy {policy}), and logins with them: set maxmemory-policy noeviction.',
    zh: 'Redis 内存满时会丢弃数据（maxmemory-policy {policy}），正在进行的登录会丢失：请设为 noeviction。',
  },
} as const satisfies Record<string, Record<Language, string>>;
