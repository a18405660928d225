import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, posix, relative, sep } from 'node:path';
import { TmplGroup } from 'glass-easel-template-compiler';
import { compileStyles } from './compile-styles.ts';
import { pagePaths } from './mini-program-pack.ts';
import type { AppConfig, MiniProgramPack, PageConfig, TemplateWarning } from './mini-program-pack.ts';

export type { MiniProgramPack } from './mini-program-pack.ts';

/** A template that renders nothing: built-in components without children use it. */
const EMPTY_TEMPLATE = '__empty';

const PICTURE_TYPES: Record<string, string> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.svg': 'image/svg+xml',
};

interface CompilerMessage {
  isError: boolean;
  level: string;
  message: string;
  startLine: number;
  startColumn: number;
}

/**
 * Reads a compiled weapp folder (the one that holds app.json, as `taro build --type weapp` or WeChat's own
 * tools make it) and compiles its templates and styles.
 *
 * @throws Error with one sentence that names the file: no folder, no app.json, JSON that does not parse, a
 * page without its script or template, a template that does not compile.
 */
export function packMiniProgram(folder: string): MiniProgramPack {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new Error(`There is no mini program in ${folder}: the folder does not exist. Build it first.`);
  }
  const appFile = join(folder, 'app.json');
  if (!existsSync(appFile)) {
    throw new Error(`There is no mini program in ${folder}: app.json is missing. Build it first.`);
  }
  const app = parseJson<AppConfig>(appFile, 'app.json');
  if (!Array.isArray(app.pages) || app.pages.length === 0) throw new Error('app.json names no pages.');

  const files = listFiles(folder);
  const scripts: Record<string, string> = {};
  const configs: Record<string, PageConfig> = {};
  const styleSources: Record<string, string> = {};
  const pictures: Record<string, string> = {};
  const templates = new Set<string>();
  const warnings: TemplateWarning[] = [];
  const group = new TmplGroup();
  group.addTmpl(EMPTY_TEMPLATE, '');
  for (const file of files) {
    const extension = extname(file);
    const id = file.slice(0, file.length - extension.length);
    const path = join(folder, file);
    const pictureType = PICTURE_TYPES[extension.toLowerCase()];
    if (extension === '.wxml') {
      templates.add(id);
      const messages = group.addTmpl(id, readFileSync(path, 'utf8')) as CompilerMessage[];
      warnings.push(...checkTemplate(file, messages));
    } else if (extension === '.wxs') group.addScript(id, readFileSync(path, 'utf8'));
    else if (extension === '.js') scripts[id] = readFileSync(path, 'utf8');
    else if (extension === '.wxss') styleSources[id] = readFileSync(path, 'utf8');
    else if (pictureType) pictures[file] = `data:${pictureType};base64,${readFileSync(path, 'base64')}`;
  }
  // Other .json files (project.config.json, sitemap.json) belong to the tools, not to the program.
  for (const id of templates) {
    if (files.includes(`${id}.json`))
      configs[id] = parseJson<PageConfig>(join(folder, `${id}.json`), `${id}.json`);
  }
  if (scripts.app === undefined) throw new Error('The mini program has no app.js.');
  for (const page of pagePaths(app)) {
    if (scripts[page] === undefined)
      throw new Error(`app.json names the page ${page}, but ${page}.js is missing.`);
    if (!templates.has(page))
      throw new Error(`app.json names the page ${page}, but ${page}.wxml is missing.`);
  }
  const compiled = group.getTmplGenObjectGroups();
  group.free();
  return {
    appId: readAppId(folder),
    app,
    configs,
    themes: readThemes(folder, app),
    scripts,
    styles: compileStyles(styleSources),
    templates: compiled,
    pictures,
    warnings,
  };
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join(posix.sep))
    .filter((file) => !/(^|\/)(node_modules|\.[^/]+)\//.test(file))
    .sort();
}

function parseJson<T>(path: string, name: string): T {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${name} is not valid JSON: ${reason}`, { cause: error });
  }
}

function checkTemplate(file: string, messages: CompilerMessage[]): TemplateWarning[] {
  const described = messages.map((message) => ({
    file,
    line: message.startLine + 1,
    column: message.startColumn + 1,
    message: message.message,
    fatal: message.level === 'Fatal',
  }));
  const fatal = described.find((message) => message.fatal);
  if (fatal) throw new Error(`${file}:${fatal.line}:${fatal.column} does not compile: ${fatal.message}`);
  return described.map(({ line, column, message }) => ({ file, line, column, message }));
}

function readAppId(folder: string): string | null {
  const path = join(folder, 'project.config.json');
  if (!existsSync(path)) return null;
  const { appid } = parseJson<{ appid?: unknown }>(path, 'project.config.json');
  return typeof appid === 'string' && appid !== '' ? appid : null;
}

function readThemes(folder: string, app: AppConfig): MiniProgramPack['themes'] {
  if (app.themeLocation === undefined) return {};
  const path = join(folder, app.themeLocation);
  if (!existsSync(path)) throw new Error(`app.json names ${app.themeLocation}, but the file is missing.`);
  return parseJson<MiniProgramPack['themes']>(path, app.themeLocation);
}
