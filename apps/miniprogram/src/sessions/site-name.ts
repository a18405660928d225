/** What a person compares with their address bar: the host of an origin, without the scheme that all share. */
export function siteName(origin: string): string {
  return origin.replace(/^https:\/\//, '');
}
