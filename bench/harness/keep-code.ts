// Loaded into a server before a start that is not measured: when it is up, what V8 has compiled is written to the folder
// that NODE_COMPILE_CACHE names. Node writes it at an orderly end only, and a server is ended by a signal.
import { flushCompileCache } from 'node:module';

process.on('message', (message) => {
  if (message !== 'keep code') return;
  flushCompileCache();
  process.send?.({ kept: true });
});
