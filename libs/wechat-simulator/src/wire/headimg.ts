import { createHash } from 'node:crypto';
import sharp from 'sharp';
import type { People } from '../people.ts';
import { type WireEndpoint, type WireResult, failure } from './wire-call.ts';

/** WeChat's largest size but the original one. */
const WIDTH = 132;
const PREFIX = '/mmopen/';

/** The path of a person's picture. It is long and says nothing, and is the same at all accounts. */
export function headimgPath(personId: string): string {
  return `${PREFIX}${createHash('sha256').update(`headimg\n${personId}`).digest('base64url')}/${WIDTH}`;
}

/** `GET /mmopen/…` of thirdwx.qlogo.cn: the picture that `sns/userinfo` names, a JPEG of one colour for each person. */
export function headimgEndpoint(people: People): WireEndpoint {
  return {
    path: `${PREFIX}*`,
    failureContentType: 'text/html; charset=utf-8',
    failureSeparator: ' ',
    parameters: () => ({}),
    async answer(call): Promise<WireResult> {
      if (call.method !== 'GET') return failure(43001);
      const person = people.list().find(({ id }) => headimgPath(id) === call.path);
      if (!person) return { ok: true, status: 404, contentType: 'text/html; charset=utf-8', body: '' };
      const [r = 0, g = 0, b = 0] = createHash('sha256').update(person.id).digest();
      const picture = sharp({
        create: { width: WIDTH, height: WIDTH, channels: 3, background: { r, g, b } },
      });
      return { ok: true, contentType: 'image/jpeg', body: await picture.jpeg().toBuffer() };
    },
  };
}
