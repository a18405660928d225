import { writeFile } from 'node:fs/promises';
import { accountCodeFile, readEnvironment } from './environment.ts';
import type { Simulator } from './simulator-options.ts';
import { startSimulator } from './simulator.ts';
import { drawWxacode } from './wxacode-picture.ts';

/** As the console draws it. */
const CODE = { width: 430, colour: { r: 0, g: 0, b: 0 }, transparent: false };

/** Runs the simulator as a program until SIGTERM, SIGINT, or the end of the parent that forked it. */
async function main(): Promise<void> {
  const starting = startSimulator(readEnvironment(process.env));
  stopWhenAsked(starting);
  const simulator = await starting;
  const file = accountCodeFile(process.env);
  if (file !== undefined) await writeFile(file, await drawWxacode(simulator.officialAccount.followUrl, CODE));
  if (!process.connected) {
    console.log(`WeChat simulator: ${simulator.url}`);
    console.log(`Phone: ${simulator.publicUrl}/phone/`);
  } else {
    // The parent says where everything is.
    const ready = { type: 'listening', url: simulator.url, publicUrl: simulator.publicUrl };
    // A parent that ends at this moment causes `disconnect`.
    process.send?.(ready, undefined, undefined, () => undefined);
  }
}

function stopWhenAsked(starting: Promise<Simulator>): void {
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    void starting
      .then((simulator) => simulator.close())
      .then(() => {
        // An open channel to the parent would keep the process alive.
        if (process.connected) process.disconnect();
      });
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('disconnect', stop);
}

main().catch((error: unknown) => {
  console.error('The WeChat simulator could not start:', error instanceof Error ? error.message : error);
  // Not `process.exitCode`: the channel to a parent would keep the process alive.
  process.exit(1);
});
