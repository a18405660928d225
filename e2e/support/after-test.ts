/** What to do at the end, last first. */
const cleaning: (() => unknown)[] = [];

/**
 * Runs all clean-ups, and then throws the first error. A script calls it itself; in a test file it runs after each
 * test.
 */
export async function cleanUp(): Promise<void> {
  const faults: unknown[] = [];
  for (const clean of cleaning.splice(0).reverse()) {
    // One that fails must not leave the others' processes behind.
    await Promise.resolve()
      .then(clean)
      .catch((fault: unknown) => faults.push(fault));
  }
  if (faults.length > 0) throw faults[0];
}

/** Runs something after the test, last first. */
export function afterTest(clean: () => unknown): void {
  cleaning.push(clean);
}

// `@jest/globals` cannot be imported outside of Jest, and pictures are taken by scripts.
(globalThis as { afterEach?: (after: () => Promise<void>) => void }).afterEach?.(cleanUp);
