import { afterEach } from '@jest/globals';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** Runs after the test, the last added first. */
export function afterThisTest(close: () => unknown): void {
  open.push(close);
}
