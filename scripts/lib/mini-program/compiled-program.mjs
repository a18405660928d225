// Reads from a compiled mini program itself what it was compiled for: a stamp file may be wrong.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '../words.mjs';

/** Origins as complete string literals, as the base is in the code that calls the API. */
const ORIGIN = /(["'`])(https?:\/\/[^"'`/\s]+)\1/g;

/** Literals of bundled libraries, which are not called. */
const NOT_OURS = ['https://taro.com'];

/**
 * Why this folder is not the program for this base and AppID; undefined when it is.
 * @param {string} folder that holds app.json
 * @param {{ publicUrl: string, appId: string }} wanted
 */
export function compiledFault(folder, { publicUrl, appId }) {
  let scripts;
  let project;
  try {
    scripts = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.js'),
    );
    project = JSON.parse(readFileSync(join(folder, 'project.config.json'), 'utf8'));
  } catch {
    return say('not_compiled');
  }
  const origins = new Set();
  for (const file of scripts) {
    for (const [, , origin] of readFileSync(join(folder, file), 'utf8').matchAll(ORIGIN)) origins.add(origin);
  }
  for (const origin of NOT_OURS) origins.delete(origin);
  if (!origins.has(publicUrl)) return say('calls_elsewhere', { url: publicUrl });
  origins.delete(publicUrl);
  if (origins.size > 0) return say('names_others', { origins: [...origins].join(', ') });
  if (project.appid !== appId) return say('other_project', { appId: project.appid });
  return undefined;
}
