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
  const title = place === undefined ? sentence : `[${place.number}/${place.total}] ${sentence}`;
  /** @type {Running} */
  const own = { title, detail: '', began: Date.now() };
  if (!stderr.isTTY) progress(title);
  running.add(own);
  draw();
  try {
    const result = await work((text) => void (own.detail = text));
    if (!stderr.isTTY) progress(lineOf(own));
    return result;
  } finally {
    running.delete(own);
    if (stderr.isTTY) stderr.write(`${CLEAR_LINE}${lineOf(own)}\n`);
    draw();
  }
}

/**
 * Several pieces of work, numbered: one after the other, or so many at once.
 * @param {readonly { title: string, work: Parameters<typeof step>[1] }[]} all
 */
export async function steps(all, { atOnce = 1 } = {}) {
  const waiting = [...all.entries()];
  const oneByOne = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, { title, work }] = next;
      await step(title, work, { number: index + 1, total: all.length });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, oneByOne));
}

/** @typedef {{ title: string, detail: string, began: number }} Running */

/** What is being done: a terminal has one line for all of it. @type {Set<Running>} */
const running = new Set();
/** @type {NodeJS.Timeout | undefined} */
let timer;

function draw() {
  const { stderr } = process;
  if (!stderr.isTTY) return;
  if (running.size === 0) {
    clearInterval(timer);
    timer = undefined;
    return;
  }
  timer ??= setInterval(draw, REDRAW_MS);
  const line = [...running].map(lineOf).join('   ');
  stderr.write(`${CLEAR_LINE}${NO_WRAP}${line}${WRAP}`);
}

/** @param {Running} one */
function lineOf({ title, detail, began }) {
  return [title, detail, timeSince(began)].filter(Boolean).join('  ');
}

/** The time since then, as text. @param {number} began Unix milliseconds */
export function timeSince(began) {
  const seconds = Math.round((Date.now() - began) / 1000);
  return seconds < 60
    ? say('seconds', { seconds })
    : say('minutes', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 });
}
