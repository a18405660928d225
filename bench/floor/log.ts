let lines = '';

/** Writes one log line of JSON, without its time. The lines of one turn are written together. The product logs too. */
export function log(members: string): void {
  if (lines === '') setImmediate(write);
  lines += `{"level":30,"time":${Date.now()},${members}}\n`;
}

function write(): void {
  process.stdout.write(lines);
  lines = '';
}
