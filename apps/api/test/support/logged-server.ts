import type { Simulator } from '@maqiao/wechat-simulator';
import { ServerProcess, serverSurroundings } from './server-process.ts';

/**
 * The built server, whose log is read. It is stopped after the test.
 * @param options - `terminal`: its standard output says that it is one
 */
export async function startLoggedServer(
  changes: Record<string, string> = {},
  { terminal = false } = {},
): Promise<{ url: string; simulator: Simulator; log(): Promise<string> }> {
  const { simulator, environment } = await serverSurroundings();
  const server = new ServerProcess(
    { ...environment, LOG_LEVEL: 'trace', ...changes },
    { execArgv: terminal ? ['--import', 'data:text/javascript,process.stdout.isTTY=true'] : [] },
  );
  return {
    url: await server.listening(),
    simulator,
    /** Ends the server and returns all that it wrote to its standard output. */
    async log() {
      await server.stop();
      return server.stdout;
    },
  };
}
