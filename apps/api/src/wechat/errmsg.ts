import { isIP } from 'node:net';

// errmsg is free text that changes without notice. Nothing depends on it; two things in it help an operator.

/** The first address in the text, for the IP list; undefined when there is none. */
export function addressIn(errmsg: string): string | undefined {
  return errmsg
    .slice(0, 1000)
    .split(/[^0-9a-fA-F.:]+/)
    .map((word) => word.replace(/[.:]+$/, ''))
    .find((word) => word.length > 2 && isIP(word) !== 0);
}

/** WeChat's own reference of the call, such as `6523f1a2-0b3c4d5e-6f708192`; their support asks for it. */
export function requestIdIn(errmsg: string): string | undefined {
  return /\brid: ?([0-9a-f]{6,12}(?:-[0-9a-f]{6,12}){2})\b/i.exec(errmsg.slice(0, 1000))?.[1];
}
