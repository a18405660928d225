import { randomInt } from 'node:crypto';
import type { Settings } from '../../config/settings.ts';
import type { Fact } from '../../platform/operator-messages/messages.ts';
import { encryptMessage, pushSignature } from '../../wechat/push/message-encryption.ts';
import { writePushDocument } from '../../wechat/push/push-document.ts';
import { ask, reasonOf, type Asked } from './ask.ts';
import { serverTime } from './check-server-clock.ts';
import { found, type Finding } from './finding.ts';

type Account = NonNullable<Settings['wechat']['officialAccount']>;

/** With fewer characters a token can be found by trying, from one message that was read. In the mode plain it is all there is. */
const SHORT_TOKEN = 16;
/** Inside of the encryption: no XML and no JSON, so that no server does anything with it. */
const NO_MESSAGE = 'doctor';

/**
 * Calls the address of the event push as WeChat does. First as the console does when the address is entered, which shows
 * whether the server has this token. Then with a message that is well signed and encrypted, but is no message inside: the
 * server refuses it with 400 when it could read it, and with 403 when it could not. It is handled by nothing, and never
 * forwarded.
 */
export async function checkPush(account: Account, origin: string, isReached: boolean): Promise<Finding[]> {
  const { mode, token, pushUrl: url } = account;
  const findings =
    mode === 'plain' && token.length < SHORT_TOKEN ? [found('push_token_short', { least: SHORT_TOKEN })] : [];
  if (!isReached) return findings;
  try {
    const time = serverTime(await ask(`${origin}/livez`)) ?? Date.now();
    const fault = (await checkToken(account, time)) ?? (await checkMessage(account, time));
    return [...findings, fault ?? found('push_ok', { url })];
  } catch (error) {
    return [...findings, found('push_not_passed', { url, status: reasonOf(error) })];
  }
}

/** @returns what is wrong */
async function checkToken({ token, pushUrl: url }: Account, time: number): Promise<Finding | undefined> {
  const [timestamp, nonce, echostr] = [seconds(time), digits(), digits()];
  const signature = pushSignature(token, timestamp, nonce);
  const query = new URLSearchParams({ signature, timestamp, nonce, echostr });
  const answer = await ask(`${url}?${query.toString()}`);
  if (answer.status === 200 && answer.text === echostr) return undefined;
  if (isOurRefusal(answer)) return found('push_token_other');
  return isWithoutAccount(answer)
    ? found('push_without_account')
    : found('push_not_passed', { url, status: statusOf(answer) });
}

/** @returns what is wrong */
async function checkMessage(account: Account, time: number): Promise<Finding | undefined> {
  const { pushUrl: url, encodingAesKeys, appId, token } = account;
  const [key] = encodingAesKeys;
  const [timestamp, nonce] = [seconds(time), digits()];
  const encrypted = key && encryptMessage(key, appId, NO_MESSAGE);
  const query = new URLSearchParams({
    timestamp,
    nonce,
    ...(encrypted !== undefined && {
      encrypt_type: 'aes',
      msg_signature: pushSignature(token, timestamp, nonce, encrypted),
    }),
  });
  const body = Buffer.from(
    encrypted === undefined
      ? NO_MESSAGE
      : writePushDocument('xml', { ToUserName: account.id, Encrypt: encrypted }),
  );
  const headers = { 'Content-Type': 'text/xml', 'Content-Length': String(body.length) };
  const answer = await ask(`${url}?${query.toString()}`, headers, { method: 'POST', body });
  if (answer.status === 400 && answer.text === '') return undefined;
  return isOurRefusal(answer)
    ? found('push_key_other')
    : found('push_not_passed', { url, status: statusOf(answer) });
}

/** The server says nothing to those whom it refuses; a firewall has a page. */
function isOurRefusal({ status, text }: Asked): boolean {
  return status === 403 && text === '';
}

/** The server's own words, which no proxy has. */
function isWithoutAccount({ status, body }: Asked): boolean {
  return (
    status === 404 && typeof body === 'object' && body !== null && 'code' in body && body.code === 'not_found'
  );
}

function statusOf({ status }: Asked): Fact {
  return String(status);
}

function seconds(milliseconds: number): string {
  return String(Math.floor(milliseconds / 1000));
}

/** As WeChat's nonces and echostrs are. */
function digits(): string {
  return String(randomInt(1_000_000_000, 10_000_000_000));
}
