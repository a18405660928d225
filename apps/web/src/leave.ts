/**
 * Goes to an address of this server, which sends the browser on to the client. It takes this page's place in the history:
 * whoever goes back comes to where they were before.
 * @throws Error when the address is another server's: nothing of ours says so
 */
export function leave(address: string): void {
  const to = new URL(address, location.href);
  if (to.origin !== location.origin) throw new Error('The address to continue to is another server’s');
  location.replace(to.href);
}
