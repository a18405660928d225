import type { MessageTable } from '../operator-messages/messages.ts';

/** Why a Redis cannot be used, and what to do: for the start, the log and the doctor. */
export const redisMessages = {
  redis_away_now: {
    en: 'Redis cannot be reached ({why}): nobody can sign in until it answers again.',
    zh: 'Redis 连不上（{why}）：恢复之前无法登录。',
  },
  redis_back: { en: 'Redis is back.', zh: 'Redis 已恢复。' },
  message_unread: { en: 'A message could not be processed ({why}).', zh: '有一条消息无法处理（{why}）。' },
  redis_away: {
    en: 'Redis cannot be reached ({why}). Check REDIS_URL, and the server that it names.',
    zh: 'Redis 连不上（{why}）。请检查 REDIS_URL，以及它指向的服务器。',
  },
  no_answer_in_time: { en: 'no answer in time', zh: '没有及时响应' },
  not_connected: { en: 'not connected', zh: '没有连上' },
  redis_form: {
    en: 'REDIS_URL must be redis://…, rediss://…, a cluster or sentinels.',
    zh: 'REDIS_URL 应为 redis://…、rediss://…，或者集群、哨兵的写法。',
  },
  redis_not_opened: {
    en: 'REDIS_URL must name a Redis that answers and accepts connections of this process ({failure}).',
    zh: 'REDIS_URL 应指向一个能响应、并接受本进程连接的 Redis（{failure}）。',
  },
  redis_password: {
    en: 'REDIS_URL must have a user and a password that Redis accepts ({failure}): redis://user:password@host, percent-encoded (@ is %40); without a user it is redis://:password@host.',
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
    en: 'The Redis at REDIS_URL does not know {command} ({failure}): it is older than Redis 5, or somebody has renamed or switched off that command. Maqiao needs it: use another server, or allow the command there.',
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
    en: 'The certificate of Redis is from an authority that this machine does not trust ({failure}): set NODE_EXTRA_CA_CERTS to the file of that authority.',
    zh: 'Redis 的证书不是由本机信任的 CA 签发的（{failure}）：请在 NODE_EXTRA_CA_CERTS 里写明 CA 文件。',
  },
  redis_certificate_wrong: {
    en: 'The certificate of Redis is for another name than the host in REDIS_URL, or has expired or is not valid yet ({failure}): use the name in the certificate, or replace it.',
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
    en: 'The Redis at REDIS_URL refuses what a login needs ({why}). It must be Redis 5 or newer, Valkey or KeyDB; a managed cluster must allow scripts with TIME and PUBLISH: switch off its check of scripts, or use an instance without a cluster.',
    zh: 'REDIS_URL 的 Redis 拒绝了登录需要的操作（{why}）。需要 Redis 5 以上、Valkey 或 KeyDB；云上的集群版要允许脚本里使用 TIME 和 PUBLISH：请关闭脚本检查，或者改用非集群的实例。',
  },
  redis_takes_nothing: {
    en: 'Redis answers, but does not accept writes ({failure}): its memory or disk is full, or it has too few replicas. Nobody can sign in until that is fixed.',
    zh: 'Redis 可以连上，但不接受写入（{failure}）：内存或磁盘已满，或者跟上的从库太少。解决之前没有人能登录。',
  },
  redis_evicts: {
    en: 'Redis deletes keys when its memory is full (maxmemory-policy {policy}), which loses logins in progress: set maxmemory-policy noeviction.',
    zh: 'Redis 内存满时会丢弃数据（maxmemory-policy {policy}），正在进行的登录会丢失：请设为 noeviction。',
  },
} as const satisfies MessageTable;
