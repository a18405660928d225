import { describe, expect, test } from '@jest/globals';
import type { Browser } from './support/browser.ts';
import { confirmLogin, signIn } from './support/sign-in.ts';
import { ATTACKER_IP, useTarget } from './support/target.ts';

describe('issue 12, number 9: cookies that were stolen, kept or planted', () => {
  const target = useTarget();
  const NAME = '__Host-maqiao';

  async function signedIn(person?: string): Promise<Browser> {
    const browser = target().browser();
    await signIn(browser, target().phone(person === undefined ? {} : { person }));
    return browser;
  }

  /** A browser elsewhere with what was in this one's jar. */
  function thiefOf(browser: Browser): Browser {
    const thief = target().browser({ ip: ATTACKER_IP });
    for (const [name, value] of browser.cookies) thief.cookies.set(name, value);
    return thief;
  }

  test('uses an old cookie again after the owner has gone on: the session ends for both', async () => {
    const owner = await signedIn();
    const thief = thiefOf(owner);
    await owner.refresh();
    await owner.refresh();
    const { status, body } = await thief.refresh();
    expect([status, body.code]).toEqual([401, 'session_revoked']);
    expect((await owner.refresh()).body.code).toBe('session_revoked');
  });

  test('uses a cookie after its owner has signed out', async () => {
    const owner = await signedIn();
    const thief = thiefOf(owner);
    expect((await owner.signOut()).status).toBe(204);
    expect((await thief.refresh()).status).toBe(401);
  });

  test('races the owner for the next cookie: nobody has two, and no third session is made', async () => {
    const owner = await signedIn('c');
    const racers = Array.from({ length: 10 }, () => thiefOf(owner));
    const answers = await Promise.all([owner.refresh(), ...racers.map((one) => one.refresh())]);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    // Whoever came is on the same, next number.
    expect(new Set([owner, ...racers].map(({ cookies }) => cookies.get(NAME))).size).toBe(1);
    const phone = target().phone({ person: 'c' });
    await phone.signIn();
    expect((await phone.send<object[]>('GET', '/api/sessions')).body).toHaveLength(1);
  });

  test('counts a cookie up, and puts the number of one session to another', async () => {
    const [owner, other] = [await signedIn(), await signedIn('b')];
    const [sid = '', counter = '', mac = ''] = owner.cookies.get(NAME)?.split('.') ?? [];
    const [otherSid = '', , otherMac = ''] = other.cookies.get(NAME)?.split('.') ?? [];
    for (const value of [
      `${sid}.${Number(counter) + 1}.${mac}`,
      `${sid}.0${counter}.${mac}`,
      `${otherSid}.${counter}.${mac}`,
      `${sid}.${counter}.${otherMac}`,
      `${sid}.${counter}`,
      `${sid}.${counter}.${'A'.repeat(43)}`,
      `${sid}.${counter}.${mac}.${mac}`,
    ]) {
      const thief = target().browser({ ip: ATTACKER_IP });
      thief.cookies.set(NAME, value);
      expect([value, (await thief.refresh()).body.code]).toEqual([value, 'no_session']);
    }
    expect((await owner.refresh()).status).toBe(200);
  });

  test('plants their own session in the victim’s browser before the victim signs in', async () => {
    const attacker = await signedIn('b');
    const victim = target().browser();
    for (const [name, value] of attacker.cookies) victim.cookies.set(name, value);
    const login = await signIn(victim, target().phone());
    // What the attacker knows is worth nothing afterwards, and the victim is nobody but themselves.
    expect(victim.cookies.get(NAME)).not.toBe(attacker.cookies.get(NAME));
    expect((await attacker.refresh()).status).toBe(401);
    const phone = target().phone();
    await phone.signIn();
    expect((await victim.me(login.accessToken)).body.id).toBe(
      (await phone.send<{ id: string }>('GET', '/api/me')).body.id,
    );
  });

  test('has the victim’s browser claim a login of the attacker’s, from a foreign page', async () => {
    const attacker = target().browser({ ip: ATTACKER_IP });
    await confirmLogin(attacker, target().phone({ person: 'b', ip: ATTACKER_IP }));
    const { scene, verifier } = attacker;
    for (const origin of ['https://evil.example', 'null', null]) {
      for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded']) {
        const victim = target().browser({ origin, headers: { 'Sec-Fetch-Site': 'cross-site' } });
        const body = JSON.stringify({ scene, verifier });
        const { status } = await victim.send('POST', '/api/session', body, { 'Content-Type': type });
        expect([origin, type, status, victim.cookies.size]).toEqual([origin, type, 403, 0]);
      }
    }
  });

  test('plants cookies by names that a neighbour of the domain can set', async () => {
    const attacker = await signedIn('b');
    const value = attacker.cookies.get(NAME) ?? '';
    const victim = await signedIn();
    const own = victim.cookies.get(NAME) ?? '';
    for (const name of [
      'maqiao',
      '__Secure-maqiao',
      '__host-maqiao',
      '__Host-Maqiao',
      ' __Host-maqiao ',
      '__Host%2Dmaqiao',
      '\u2000__Host-maqiao',
      '$__Host-maqiao',
      '=__Host-maqiao',
    ]) {
      const bytes = Buffer.from(`${name}=${value}`).toString('latin1');
      const tossed = target().browser();
      const { status } = await tossed.send('POST', '/api/session/refresh', undefined, { Cookie: bytes });
      // A name with spaces around it is that name: a browser sends none such (RFC 6265bis §5.6).
      if (name.trim() !== NAME || name.includes('\u2000')) expect([name, status]).toEqual([name, 401]);
    }
    const { status, body } = await victim.send<{ accessToken: string }>(
      'POST',
      '/api/session/refresh',
      undefined,
      {
        Cookie: `maqiao=${value}; ${NAME}=${own}`,
      },
    );
    expect(status).toBe(200);
    expect((await victim.me(body.accessToken)).body.id).not.toBe((await attackerId(attacker)).id);
  });

  test('reads, or sets, the cookie from a script, a neighbour or an unencrypted line', async () => {
    const browser = target().browser();
    await signIn(browser, target().phone());
    const answer = await browser.refresh();
    const [line = ''] = answer.headers['set-cookie'] ?? [];
    expect(line).toMatch(/^__Host-maqiao=/);
    for (const attribute of [/; HttpOnly/i, /; Secure/i, /; SameSite=Lax/i, /; Path=\/(;|$)/i])
      expect(line).toMatch(attribute);
    expect(line).not.toMatch(/domain=/i);
  });

  test('goes on with an access token after the sign-out, and with a phone’s after the account is gone', async () => {
    const owner = target().browser();
    const { accessToken } = await signIn(owner, target().phone());
    expect((await owner.me(accessToken)).status).toBe(200);
    await owner.signOut();
    expect((await owner.me(accessToken)).body.code).toBe('session_revoked');
  });

  /** Whose session the attacker's is. */
  async function attackerId(attacker: Browser): Promise<{ id?: string }> {
    const { body } = await attacker.refresh();
    return (await attacker.me(body.accessToken)).body;
  }
});
