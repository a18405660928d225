import { describe, expect, test } from '@jest/globals';
import { ApiError } from '../../platform/http/api-error.ts';
import { EventBatch } from './event-batch.ts';

const entry = (id: string) => ({ id });

/** A database that records each insert; a test sets its results. */
function database(answer: (ids: string[]) => string[] | Promise<string[]> = (ids) => ids) {
  const written: string[][] = [];
  const batch = new EventBatch<{ id: string }>(async (entries) => {
    const ids = entries.map(({ id }) => id);
    written.push(ids);
    return new Set(await answer(ids));
  });
  return { batch, written };
}

describe('entries of the audit log', () => {
  test('of one turn of the event loop are written together, and each caller gets its own result', async () => {
    const { batch, written } = database((ids) => ids.filter((id) => id !== 'known'));
    const added = ['a', 'known', 'b'].map((id) => batch.add(entry(id)));
    expect(written).toEqual([]);
    expect(await Promise.all(added)).toEqual([true, false, true]);
    expect(written).toEqual([['a', 'known', 'b']]);
  });

  test('that come while others are written are written together after them', async () => {
    let done = (): void => undefined;
    const first = new Promise<void>((resolve) => (done = resolve));
    const { batch, written } = database(async (ids) => {
      if (ids.includes('a')) await first;
      return ids;
    });
    const a = batch.add(entry('a'));
    while (written.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const rest = [batch.add(entry('b')), batch.add(entry('c'))];
    done();
    await Promise.all([a, ...rest]);
    expect(written).toEqual([['a'], ['b', 'c']]);
  });

  test('are written even when one of them cannot be', async () => {
    const { batch, written } = database((ids) => {
      if (ids.includes('bad')) throw new Error('constraint');
      return ids;
    });
    const added = ['a', 'bad', 'b'].map((id) => batch.add(entry(id)));
    expect(await Promise.allSettled(added)).toMatchObject([
      { value: true },
      { reason: { message: 'constraint' } },
      { value: true },
    ]);
    expect(written).toEqual([['a', 'bad', 'b'], ['a'], ['bad'], ['b']]);
  });

  test('fail together when the database is away, after one wait', async () => {
    const { batch, written } = database(() => {
      throw new ApiError('unavailable');
    });
    const added = ['a', 'b', 'c'].map((id) => batch.add(entry(id)));
    for (const one of await Promise.allSettled(added)) expect(one.status).toBe('rejected');
    expect(written).toHaveLength(1);
    expect(await Promise.allSettled([batch.add(entry('d'))])).toMatchObject([{ status: 'rejected' }]);
  });

  test('are all written, or have failed, when `settled` resolves', async () => {
    const { batch, written } = database();
    await batch.settled();
    void batch.add(entry('a'));
    await batch.settled();
    expect(written).toEqual([['a']]);
  });
});
