/** The addresses in a page's links, forms and files that leave the server of `address`. */
export function linksAway(html: string, address: string): string[] {
  const { origin } = new URL(address);
  return [...html.matchAll(/\b(?:href|action|src|formaction)="([^"]*)"/gi)]
    .map(([, link = '']) => new URL(link.replaceAll('&amp;', '&'), address))
    .filter((link) => link.origin !== origin)
    .map(({ href }) => href);
}
