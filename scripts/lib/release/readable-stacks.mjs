// The first module of a bundle: its errors name the sources that it was made from. The source map is read when somebody
// asks for a stack, never at a start; Node's own --enable-source-maps reads and keeps all of it before anything runs.
import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';

/** More places than a program throws from. */
const KEPT_PLACES = 1000;
/** What a place in a bundle is called, by `file:line:column`. A map itself is not kept: it takes tens of megabytes. */
const places = new Map();

Error.prepareStackTrace = (error, frames) => {
  const maps = new Map();
  const lines = frames.map((frame) => `\n    at ${named(frame, maps)}`);
  return `${headline(error)}${lines.join('')}`;
};

/** As V8 begins a stack, whatever has been thrown. */
function headline(error) {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return 'Error';
  }
}

function named(frame, maps) {
  const file = frame.getFileName();
  const said = String(frame);
  if (!file?.startsWith('file:')) return said;
  const place = `${file}:${frame.getLineNumber()}:${frame.getColumnNumber()}`;
  let source = places.get(place);
  if (source === undefined) {
    source = sourceOf(file, frame.getLineNumber(), frame.getColumnNumber(), maps) ?? place;
    if (places.size < KEPT_PLACES) places.set(place, source);
  }
  return said.replace(place, () => source);
}

function sourceOf(file, line, column, maps) {
  if (!maps.has(file)) maps.set(file, mapOf(file));
  const { fileName, lineNumber, columnNumber } = maps.get(file)?.findOrigin(line, column) ?? {};
  return fileName === undefined ? undefined : `${fileName}:${lineNumber}:${columnNumber}`;
}

/** A stack must never fail: without a readable map the place in the bundle is what there is to say. */
function mapOf(file) {
  try {
    return new SourceMap(JSON.parse(readFileSync(fileURLToPath(`${file}.map`), 'utf8')));
  } catch {
    return undefined;
  }
}
