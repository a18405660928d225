// Run first in a release: its errors name the sources that it was made from. The source map is read when somebody asks
// for a stack, never at a start, and in one pass that keeps nothing of it: Node's own support (--enable-source-maps)
// reads all of it before anything runs, and Node's reader of one map takes 60 MB for that of the server.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What the bundle of a snapshot calls itself (snapshot.mjs): where its map is, only its process knows. */
const SNAPSHOT = 'main.snapshot.js';

/** More places than a program throws from. */
const KEPT_PLACES = 1000;
/** What a place in a bundle is called, by `file:line:column`. */
const places = new Map();

Error.prepareStackTrace = (error, frames) => {
  const unknown = new Map();
  for (const frame of frames) {
    const [file, line, column] = [frame.getFileName(), frame.getLineNumber(), frame.getColumnNumber()];
    if (!isBundle(file) || places.has(`${file}:${line}:${column}`)) continue;
    unknown.set(file, [...(unknown.get(file) ?? []), { line, column, source: undefined }]);
  }
  if (places.size > KEPT_PLACES) places.clear();
  for (const [file, wanted] of unknown) {
    findSources(file, wanted);
    for (const { line, column, source } of wanted)
      places.set(`${file}:${line}:${column}`, source ?? `${file}:${line}:${column}`);
  }
  return [headline(error), ...frames.map((frame) => `    at ${named(frame)}`)].join('\n');
};

const isBundle = (file) => file === SNAPSHOT || file?.startsWith('file:');

/** As V8 begins a stack, whatever has been thrown. */
function headline(error) {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return 'Error';
  }
}

function named(frame) {
  const place = `${frame.getFileName()}:${frame.getLineNumber()}:${frame.getColumnNumber()}`;
  return String(frame).replace(place, () => places.get(place) ?? place);
}

/** Fills in `source`. A stack must never fail: without a readable map the place in the bundle is what there is to say. */
function findSources(file, wanted) {
  try {
    const { sources, mappings } = JSON.parse(readFileSync(mapOf(file), 'utf8'));
    readMappings(mappings, wanted, sources);
  } catch {
    // said above
  }
}

function mapOf(file) {
  return `${file === SNAPSHOT ? join(dirname(process.argv[1]), SNAPSHOT) : fileURLToPath(file)}.map`;
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const DIGIT = Object.fromEntries([...DIGITS].map((character, value) => [character.charCodeAt(0), value]));
const [COMMA, SEMICOLON] = [44, 59];

/** The mappings of a source map (ECMA-426): numbers as Base64 VLQ, each but the column as the difference to the last. */
function readMappings(mappings, wanted, sources) {
  let at = 0;
  const number = () => {
    let value = 0;
    for (let shift = 0, more = true; more; shift += 5) {
      const digit = DIGIT[mappings.charCodeAt(at++)];
      value |= (digit & 31) << shift;
      more = digit > 31;
    }
    return value & 1 ? -(value >> 1) : value >> 1;
  };
  const isEnd = () => {
    const next = mappings.charCodeAt(at);
    return at >= mappings.length || next === COMMA || next === SEMICOLON;
  };
  const last = Math.max(...wanted.map(({ line }) => line));
  let [line, column, source, sourceLine, sourceColumn] = [1, 0, 0, 0, 0];
  while (at < mappings.length && line <= last) {
    const next = mappings.charCodeAt(at);
    if (next === SEMICOLON) [line, column] = [line + 1, 0];
    if (isEnd()) {
      at += 1;
      continue;
    }
    column += number();
    if (isEnd()) continue;
    source += number();
    sourceLine += number();
    sourceColumn += number();
    if (!isEnd()) number();
    for (const one of wanted) {
      if (one.line === line && column < one.column)
        one.source = `${sources[source]}:${sourceLine + 1}:${sourceColumn + 1}`;
    }
  }
}
