import { fill } from './fill.ts';
import type { Words } from './words.ts';

/** What software is told of a person, in a sentence. @param scopes by the names of OpenID Connect */
export function toldSentence(scopes: readonly string[], words: Words): string {
  const what = [
    words.toldId,
    scopes.includes('profile') && words.toldProfile,
    scopes.includes('wechat') && words.toldWechat,
    scopes.includes('email') && words.toldEmail,
  ].filter((one) => one !== false);
  return fill(words.told, { what: what.join(words.toldBetween) });
}
