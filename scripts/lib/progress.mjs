// Prints the progress of long work: the step, the number of steps, and the time. On stderr, as stdout may go to a file
// or a program. Runs on any Node from 18 up.
import { say } from './words.mjs';

const REDRAW_MS = 1_000;
/** Control sequences (ECMA-48, and DECAWM of the VT100). Without wrapping, a long line can be overwritten. */
const CLEAR_LINE = '\r\u001b[2K';
const NO_WRAP = '\u001b[?7l';
const WRAP = '\u001b[?7h';

/** Prints one line of progress. */
export function progress(/** @type {string} */ sentence) {
  console.error(sentence);
}

/**
 * Runs work that takes a while. A terminal shows one line with the running time; a file gets one line at the beginning,
 * and one with the time at the end.
 * @template T
 * @param {string} sentence what is done, in the present, with `…` at its end
 * @param {(about: (detail: string) => void) => Promise<T>} work may report a detail of its progress
 * @param {{ number: number, total: number }} [place] which step this is, from 1
 * @returns {Promise<T>}
 */
export async function step(sentence, work, place) {
  const { stderr } = process;
  const began = Date.now();
  const title = place === undefined ? sentence : `[${place.number}/${place.total}] ${sentence}`;
  let detail = '';
  const line = () => [title, detail, timeSince(began)].filter(Boolean).join('  ');
  const draw = () => stderr.write(`${CLEAR_LINE}${NO_WRAP}${line()}${WRAP}`);
  if (!stderr.isTTY) progress(title);
  else draw();
  const timer = stderr.isTTY ? setInterval(draw, REDRAW_MS) : undefined;
  try {
    const result = await work((text) => void (detail = text));
    if (!stderr.isTTY) progress(line());
    return result;
  } finally {
    clearInterval(timer);
    if (stderr.isTTY) stderr.write(`${CLEAR_LINE}${line()}\n`);
  }
}

/** Runs several steps, one after the other, with numbers. */
export async function steps(
  /** @type {readonly { title: string, work: Parameters<typeof step>[1] }[]} */ all,
) {
  for (const [index, { title, work }] of all.entries()) {
    await step(title, work, { number: index + 1, total: all.length });
  }
}

/** The time since then, as text. @param {number} began Unix milliseconds */
export function timeSince(began) {
  const seconds = Math.round((Date.now() - began) / 1000);
  return seconds < 60
    ? say('seconds', { seconds })
    : say('minutes', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 });
}
