import 'reflect-metadata';
import { startupSnapshot } from 'node:v8';
import { serve } from './serve.ts';

// What `main.ts` is when a process begins with a snapshot of V8's heap in which all modules are loaded already. It runs
// twice when a release is made (scripts/lib/release/snapshot.mjs): as a server, to see which functions a start calls, and
// to be kept.
if (startupSnapshot.isBuildingSnapshot()) startupSnapshot.setDeserializeMainFunction(() => void serve());
else setImmediate(() => void serve());
