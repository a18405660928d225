/** Whether a process of that id is there: one that has ended, and that its parent has not yet asked after, still is. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
