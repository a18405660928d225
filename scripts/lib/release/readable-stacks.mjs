// Loaded before each program of a release (`--require`, maqiao.sh): stack traces name the sources of a bundle. The
// source map is read only when a stack is formatted. Node's own --enable-source-maps reads it at every start, which
// then takes 1.7 times as long, and 80 MB more memory.
import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';

/** More than the number of places that a program throws from. */
const MAX_KEPT_PLACES = 1000;
/** Source positions, by `file:line:column` in the bundle. Source maps are not kept: a decoded one takes 60 MB. */
const sources = new Map();

// https://v8.dev/docs/stack-trace-api
Error.prepareStackTrace = (error, frames) => {
  if (sources.size > MAX_KEPT_PLACES) sources.clear();
  const maps = new Map();
  return [headline(error), ...frames.map((frame) => `    at ${named(frame, maps)}`)].join('\n');
};

/** The first line of a stack, as V8 writes it, for any thrown value. */
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

/**
 * `<source>:<line>:<column>`; undefined without a readable map. Never throws, so that formatting a stack cannot fail.
 */
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
