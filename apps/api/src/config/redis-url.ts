/** One server of a URL. */
interface RedisHost {
  readonly host: string;
  readonly port: number;
}

interface RedisAccess {
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly tls: boolean;
}

/** What a REDIS_URL names. */
export type RedisLocation = RedisAccess &
  (
    | { readonly kind: 'server'; readonly host: RedisHost; readonly database: number }
    | { readonly kind: 'cluster'; readonly hosts: readonly RedisHost[] }
    | {
        readonly kind: 'sentinel';
        readonly sentinels: readonly RedisHost[];
        readonly master: string;
        readonly database: number;
        readonly sentinelPassword: string | undefined;
      }
  );

const REDIS_PORT = 6379;
const SENTINEL_PORT = 26379;

/**
 * Reads a REDIS_URL; undefined when it has none of these forms. Users and passwords are percent-encoded, as in any
 * URL; `rediss` is TLS.
 * - `redis://user:password@host:6379/0`
 * - `redis-cluster://user:password@host1:6379,host2:6379`: some nodes, from which the others are found
 * - `redis-sentinel://user:password@sentinel1:26379,sentinel2/master-name/0?sentinelPassword=…`
 */
export function parseRedisUrl(text: string): RedisLocation | undefined {
  const form = /^redis(s?)(-cluster|-sentinel)?:\/\/(?:([^@/?]*)@)?([^@/?]+)(\/[^?]*)?(?:\?(.*))?$/.exec(
    text,
  );
  if (!form) return undefined;
  const [, secure, kind, credentials = '', hostList = '', path = '', query = ''] = form;
  const parts = path.split('/').slice(1).map(decoded);
  const [username, password] = credentialsOf(credentials);
  const access = { username, password, tls: secure === 's' };
  const hosts = hostsOf(hostList, kind === '-sentinel' ? SENTINEL_PORT : REDIS_PORT);
  const [first] = hosts ?? [];
  if (!hosts || !first || (query !== '' && kind !== '-sentinel')) return undefined;

  if (kind === '-cluster') return path.length <= 1 ? { ...access, kind: 'cluster', hosts } : undefined;
  if (kind === '-sentinel') {
    const [master = '', database] = parts;
    const index = databaseOf(database);
    if (master === '' || index === undefined || parts.length > 2) return undefined;
    const sentinelPassword = new URLSearchParams(query).get('sentinelPassword') ?? undefined;
    return { ...access, kind: 'sentinel', sentinels: hosts, master, database: index, sentinelPassword };
  }
  const index = databaseOf(parts[0]);
  if (hosts.length > 1 || index === undefined || parts.length > 1) return undefined;
  return { ...access, kind: 'server', host: first, database: index };
}

function hostsOf(list: string, defaultPort: number): RedisHost[] | undefined {
  const hosts: RedisHost[] = [];
  for (const text of list.split(',')) {
    const [, v6, name, port] = /^(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9._-]+))(?::(\d{1,5}))?$/.exec(text) ?? [];
    const host = v6 ?? name;
    if (host === undefined || Number(port ?? 1) > 65_535) return undefined;
    hosts.push({ host, port: port === undefined ? defaultPort : Number(port) });
  }
  return hosts;
}

/** `user:password`, `:password`, or a user alone. */
function credentialsOf(text: string): [string | undefined, string | undefined] {
  const colon = text.indexOf(':');
  const [user, password] = colon < 0 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1)];
  return [decoded(user) || undefined, decoded(password) || undefined];
}

function databaseOf(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return 0;
  return /^\d{1,4}$/.test(text) ? Number(text) : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a bare % in a password: meant as it is written
  }
}
