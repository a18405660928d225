import 'reflect-metadata';
import { flushCompileCache } from 'node:module';
import { Logger } from '@nestjs/common';
import { readSettings, SettingsError, type Settings } from './config/settings.ts';
import { createApp } from './create-app.ts';
import { configureOutgoingConnections } from './platform/http/outgoing-connections.ts';
import { localize, message } from './platform/operator-messages/messages.ts';
import { startMessages } from './platform/process/start-messages.ts';
import { failureCode } from './platform/process/failure-code.ts';

// The server of this process's environment. When the settings or the address to listen at are wrong, the process says
// so in a sentence and ends with status 1.
configureOutgoingConnections();
try {
  const settings = readSettings(process.env);
  const app = await createApp(settings);
  await app.listen(settings.port, settings.host).catch((error: unknown) => {
    throw listenError(error, settings);
  });
  new Logger('Start').log(
    localize(startMessages.listens, { url: await app.getUrl(), publicUrl: settings.publicUrl }),
  );
  // A parent that forked this process and has ended cannot stop it in another way.
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  // Tells a parent process the address; with PORT=0 it is known only now.
  process.send?.({ type: 'listening', url: await app.getUrl() });
  // What V8 has compiled, for the next start, where NODE_COMPILE_CACHE names a folder. Node itself writes it only when
  // a program ends by itself, and a server is ended by a signal.
  flushCompileCache();
} catch (error) {
  // The owner can fix wrong settings: a sentence, not a stack.
  if (!(error instanceof SettingsError)) throw error;
  // Nest does not close what a failed start has opened, and that would keep the process running.
  process.stderr.write(`${localize(startMessages.cannot_start, { why: error.message })}\n`, () =>
    process.exit(1),
  );
}

/** Why the server cannot listen, in a sentence; other errors are rethrown. */
function listenError(error: unknown, { port, host }: Settings): unknown {
  const failure = failureCode(error);
  if (failure === 'EADDRINUSE') return new SettingsError(message(startMessages.port_taken, { port, host }));
  if (failure === 'EACCES')
    return new SettingsError(message(startMessages.port_not_allowed, { port, failure }));
  if (/^(EADDRNOTAVAIL|ENOTFOUND|EAI_AGAIN|EINVAL)$/.test(failure)) {
    return new SettingsError(message(startMessages.host_not_here, { host, failure }));
  }
  return error;
}
