import 'reflect-metadata';
import { startupSnapshot } from 'node:v8';
import { serve } from './serve.ts';

// What `main.ts` is when a process begins with a snapshot of V8's heap in which all modules are loaded already: run once
// when a release is made (scripts/lib/release/snapshot.mjs), and from this function at every start.
startupSnapshot.setDeserializeMainFunction(() => void serve());
