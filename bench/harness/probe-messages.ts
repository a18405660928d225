/** What a server process has used so far: CPU in microseconds, memory in bytes. */
export interface Usage {
  cpuMicros: number;
  rss: number;
  heapUsed: number;
  external: number;
}

export type Question =
  { id: number; ask: 'usage'; collectGarbage: boolean } | { id: number; ask: 'confirmTimes' };

export type Answer =
  { to: number; usage: Usage } | { to: number; confirmTimes: [url: string, nanoseconds: number][] };
