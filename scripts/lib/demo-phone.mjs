// Starts the demo's simulator of WeChat and of the phone. Needs the pinned Node.
import { join } from 'node:path';
import { simulatedAccounts } from './demo-accounts.mjs';
import { copyProgramAt, DEMO_PROGRAM } from './mini-program/program-at-address.mjs';
import { startServer } from './server-program.mjs';
import { cacheFolder, root } from './workspace.mjs';

// The demo's AppID and secret; only the simulator accepts them.
const APP_ID = 'wxdemo';
const APP_SECRET = 'demo';

/**
 * Starts it with a copy of the demo's mini program, which calls this demo.
 * @param {{ publicUrl: string, phoneUrl: string | null }} settings
 * @param {string} host
 * @param {number} port
 * @param {{ reload?: boolean }} [how] `reload`: open phones load each new build
 * @returns {Promise<{ ended: Promise<never>, renewProgram: () => void }>} `renewProgram` copies the program again
 * @throws CommandError when it ends before it listens
 */
export async function startPhone({ publicUrl, phoneUrl }, host, port, { reload = false } = {}) {
  const program = join(cacheFolder('demo'), `program-${port}`);
  const renewProgram = () => copyProgramAt(join(root, DEMO_PROGRAM), program, publicUrl);
  renewProgram();
  const { ended } = await startServer('libs/wechat-simulator/src/main.ts', {
    SIMULATOR_HOST: host,
    SIMULATOR_PORT: String(port),
    SIMULATOR_PUBLIC_URL: new URL(phoneUrl ?? '').origin,
    SIMULATOR_APP_ID: APP_ID,
    SIMULATOR_APP_SECRET: APP_SECRET,
    SIMULATOR_ALLOWED_ORIGIN: publicUrl,
    MINI_PROGRAM_DIR: program,
    // The API knows what the phone opens in WeChat's browser.
    SIMULATOR_MARK_WECHAT_BROWSER: 'true',
    SIMULATOR_RELOAD: String(reload),
    ...simulatedAccounts(publicUrl, port),
  });
  return { ended, renewProgram };
}
