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
    if (stderr.isTTY) stderr.write(`${LINE_ANEW}${lineOf(own)}\n`);
    draw();
  }
}

/**
 * Several pieces of work, numbered: one after the other, or so many at once.
 * @param {readonly { says: string, work: Parameters<typeof step>[1] }[]} all
 */
export async function steps(all, { atOnce = 1 } = {}) {
  const waiting = [...all.entries()];
  const oneByOne = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, { says, work }] = next;
      await step(says, work, { number: index + 1, total: all.length });
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
  timer ??= setInterval(draw, EVERY_MS);
  const line = [...running].map(lineOf).join('   ');
  stderr.write(`${LINE_ANEW}${NO_WRAP}${line}${WRAP}`);
}

/** @param {Running} one */
function lineOf({ title, detail, began }) {
  return [title, detail, timeSince(began)].filter(Boolean).join('  ');
}

/** How long ago that was, for people. @param {number} began Unix milliseconds */
export function timeSince(began) {
  const seconds = Math.round((Date.now() - began) / 1000);
  return seconds < 60
    ? say('seconds', { seconds })
    : say('minutes', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 });
}
