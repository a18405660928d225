import { repeatsRefusedCalls, startCaddy } from './support/caddy.ts';
import { describeProxy } from './support/proxy-suite.ts';

describeProxy(startCaddy, { repeatsRefusedCalls: repeatsRefusedCalls() });
