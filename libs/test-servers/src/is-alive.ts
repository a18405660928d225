/** Whether a process with that id exists. An ended process exists until its parent has read its status. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
