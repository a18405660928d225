// Loaded before each program of a release (`--require`, maqiao.sh): stacks name the sources that a bundle was made from.
// A map is read when somebody asks for a stack. Node's own --enable-source-maps reads it at every start: a start took
// 1.7 times as long with it, and the server 80 MB more.
import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';

/** More places than a program throws from. */
const MAX_KEPT_PLACES = 1000;
/** The source of each place in a bundle, by `file:line:column`. Maps are not kept: a decoded one takes 60 MB. */
const sources = new Map();

// https://v8.dev/docs/stack-trace-api
Error.prepareStackTrace = (error, frames) => {
  if (sources.size > MAX_KEPT_PLACES) sources.clear();
  const maps = new Map();
  return [headline(error), ...frames.map((frame) => `    at ${named(frame, maps)}`)].join('\n');
};

/** As V8 begins a stack, whatever has been thrown. */
function headline(error) {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return 'Error';
  }
}

function named(/** @type {NodeJS.CallSite} */ frame, /** @type {Map<string, SourceMap>} */ maps) {
  const [file, line, column] = [frame.getFileName(), frame.getLineNumber(), frame.getColumnNumber()];
  if (!file?.startsWith('file:')) return String(frame);
  const place = `${file}:${line}:${column}`;
  if (!sources.has(place)) sources.set(place, sourceOf(file, line, column, maps) ?? place);
  return String(frame).replace(place, () => sources.get(place));
}

/** `<source>:<line>:<column>`; undefined without a readable map. Never throws: a stack must not fail. */
function sourceOf(file, line, column, maps) {
  try {
    if (!maps.has(file))
      maps.set(file, new SourceMap(JSON.parse(readFileSync(`${fileURLToPath(file)}.map`, 'utf8'))));
    const { fileName, lineNumber, columnNumber } = maps.get(file).findOrigin(line, column);
    return fileName === undefined ? undefined : `${fileName}:${lineNumber}:${columnNumber}`;
  } catch {
    return undefined;
  }
}
