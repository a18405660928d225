interface Kept {
  name: string;
  value: string;
  path: string;
}

/** The cookies of one browser and one host, kept and sent by path as browsers do (RFC 6265 §5). */
export class CookieJar {
  readonly #kept: Kept[] = [];

  /** Takes what an answer sets. */
  take(headers: Headers): void {
    for (const line of headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
      const [name = '', ...value] = pair.split('=');
      const path = attributes.find((one) => /^path=/i.test(one))?.slice(5) ?? '/';
      const gone = attributes.some(
        (one) => /^max-age=0$/i.test(one) || /^expires=Thu, 01 Jan 1970/i.test(one),
      );
      const at = this.#kept.findIndex((one) => one.name === name && one.path === path);
      if (at !== -1) this.#kept.splice(at, 1);
      if (!gone) this.#kept.push({ name, value: value.join('='), path });
    }
  }

  /** The header `Cookie` of a request; undefined for none. */
  header(path: string): string | undefined {
    const sent = this.#kept.filter((one) => path === one.path || path.startsWith(withSlash(one.path)));
    return sent.length === 0 ? undefined : sent.map(({ name, value }) => `${name}=${value}`).join('; ');
  }

  get(name: string): string | undefined {
    return this.#kept.find((one) => one.name === name)?.value;
  }

  forget(name: string | RegExp): void {
    for (const one of [...this.#kept])
      if (typeof name === 'string' ? one.name === name : name.test(one.name))
        this.#kept.splice(this.#kept.indexOf(one), 1);
  }
}

function withSlash(path: string): string {
  return path.endsWith('/') ? path : `${path}/`;
}
