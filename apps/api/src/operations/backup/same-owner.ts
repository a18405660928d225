import { lchownSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Gives what root has written to the owner of another path. The server runs under an account of its own, and could
 * neither open a database that root has restored nor write its nightly backup into a folder that root has made.
 * @param place its owner becomes the owner of `path` and of everything below
 */
export function giveToOwnerOf(place: string, path: string): void {
  if (process.getuid?.() !== 0) return; // only root may change owners
  const { uid, gid } = statSync(place);
  const give = (one: string) => lchownSync(one, uid, gid);
  if (statSync(path).isDirectory()) {
    for (const entry of readdirSync(path, { recursive: true, encoding: 'utf8' })) give(join(path, entry));
  }
  give(path);
}
