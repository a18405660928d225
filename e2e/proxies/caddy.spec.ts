import { repeatsRefusedCalls, startCaddy } from './support/caddy.ts';
import { describeProxy } from './support/proxy-suite.ts';
import { testSingleProcess } from './support/single-process.ts';

describeProxy(startCaddy, { repeatsRefusedCalls: repeatsRefusedCalls() });
testSingleProcess(startCaddy);
