/** One of FORWARD_AUTH_HOSTS: a site that a proxy protects by asking us. */
export interface ProtectedHost {
  /** As browsers name it in an address; with its port where one was written. */
  readonly host: string;
  /** Ids of the users whom it lets in; `*`: everybody who can sign in. */
  readonly users: '*' | ReadonlySet<string>;
}

/**
 * Reads FORWARD_AUTH_HOSTS: `tools.example.com=*, wiki.example.com=<id>|<id>`. Commas and space separate.
 * @returns undefined when one of them is no host, is named twice, or does not say whom it lets in
 */
export function parseProtectedHosts(text: string): readonly ProtectedHost[] | undefined {
  const parts = text.split(/[,\s]+/).filter((part) => part !== '');
  const hosts = parts.map(parseOne).filter((one) => one !== undefined);
  const isGood = hosts.length > 0 && hosts.length === parts.length;
  return isGood && new Set(hosts.map(({ host }) => host)).size === hosts.length ? hosts : undefined;
}

const USER_ID = '[A-Za-z0-9_-]{1,64}';
const FORM = new RegExp(String.raw`^([^=/?#@\\*]+)=(\*|${USER_ID}(?:\|${USER_ID})*)$`);

function parseOne(part: string): ProtectedHost | undefined {
  const [, name = '', users = ''] = FORM.exec(part) ?? [];
  if (name === '' || !URL.canParse(`http://${name}`)) return undefined;
  const [, port] = /:(\d+)$/.exec(name) ?? [];
  const { hostname } = new URL(`http://${name}`);
  const host = port === undefined ? hostname : `${hostname}:${Number(port)}`;
  return { host, users: users === '*' ? '*' : new Set(users.split('|')) };
}
