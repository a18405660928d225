import { expect, test } from '@jest/globals';
import { describeEachDatabase } from '../../../test/each-database.ts';
import { ManualClock } from '../../../test/manual-clock.ts';
import { peopleOf } from '../../../test/support/people.ts';

describeEachDatabase('users', ({ open }) => {
  test('sets a nickname and removes it, for one person alone', async () => {
    const { users, signIn } = peopleOf(await open(), new ManualClock());
    const [{ id }, other] = [await signIn('oLi'), await signIn('oWang')];
    expect(await users.setNickname(id, '王小明', 2)).toMatchObject({ id, nickname: '王小明' });
    expect(await signIn('oLi')).toMatchObject({ id, nickname: '王小明' });
    expect(await users.get(other.id)).toMatchObject({ nickname: null });
    expect(await users.setNickname(id, null, 3)).toMatchObject({ nickname: null });
    expect(await users.setNickname('nobody', 'x', 4)).toBeUndefined();
  });

  test('returns the absolute URL of a picture', async () => {
    const database = await open();
    const { users, signIn } = peopleOf(database, new ManualClock());
    const { id } = await signIn('oLi');
    await database.queries.updateTable('users').set({ avatar: 'a.jpg' }).execute();
    expect((await users.get(id))?.avatarUrl).toBe('https://login.example.com/api/avatars/a.jpg');
  });

  test('says whom the owner has blocked', async () => {
    const database = await open();
    const { users, signIn } = peopleOf(database, new ManualClock());
    const { id } = await signIn('oLi');
    await database.queries.updateTable('users').set({ blocked: 1 }).execute();
    expect(await users.get(id)).toMatchObject({ blocked: true });
  });

  test('returns nothing for an unknown id', async () => {
    const { users } = peopleOf(await open(), new ManualClock());
    expect(await users.get('nobody')).toBeUndefined();
    expect(await users.signedIn('nobody', 1)).toBeUndefined();
  });
});
