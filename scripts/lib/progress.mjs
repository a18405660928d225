// What takes a while says which step of how many it is, and how long it has taken. Not on stdout: what a command
// answers may go into a file, or to a program. Runs on any Node from 18 up.
import { say } from './words.mjs';

const EVERY_MS = 1_000;
/** To a terminal (ECMA-48, and DECAWM of the VT100): a line that wrapped could not be written over. */
const LINE_ANEW = '\r\u001b[2K';
const NO_WRAP = '\u001b[?7l';
const WRAP = '\u001b[?7h';

/** Says what takes a while, in a line of its own. */
export function progress(/** @type {string} */ sentence) {
  console.error(sentence);
}

/**
 * Does one piece of work that takes a while. A terminal shows one line, whose time runs; a file gets a line at the
 * beginning, and one with the time at the end.
 * @template T
 * @param {string} sentence what is done, in the present, with `…` at its end
 * @param {(about: (detail: string) => void) => Promise<T>} work may tell how far it is
 * @param {{ number: number, total: number }} [place] which step this is, from 1
 * @returns {Promise<T>}
 */
export async function step(sentence, work, place) {
  const { stderr } = process;
  const began = Date.now();
  const title = place === undefined ? sentence : `[${place.number}/${place.total}] ${sentence}`;
  let detail = '';
  const line = () => [title, detail, timeSince(began)].filter(Boolean).join('  ');
  const draw = () => stderr.write(`${LINE_ANEW}${NO_WRAP}${line()}${WRAP}`);
  if (!stderr.isTTY) progress(title);
  else draw();
  const timer = stderr.isTTY ? setInterval(draw, EVERY_MS) : undefined;
  try {
    const result = await work((text) => void (detail = text));
    if (!stderr.isTTY) progress(line());
    return result;
  } finally {
    clearInterval(timer);
    if (stderr.isTTY) stderr.write(`${LINE_ANEW}${line()}\n`);
  }
}

/** Several pieces of work, one after the other, numbered. */
export async function steps(
  /** @type {readonly { says: string, work: Parameters<typeof step>[1] }[]} */ all,
) {
  for (const [index, { says, work }] of all.entries()) {
    await step(says, work, { number: index + 1, total: all.length });
  }
}

/** How long ago that was, for people. @param {number} began Unix milliseconds */
export function timeSince(began) {
  const seconds = Math.round((Date.now() - began) / 1000);
  return seconds < 60
    ? say('seconds', { seconds })
    : say('minutes', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 });
}
