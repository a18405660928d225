import { resolvePath } from '../paths.ts';
import type { LogicRealm } from './logic-realm.ts';

interface Module {
  exports: unknown;
}

/**
 * CommonJS as WeChat has it: relative paths, paths from the root, and packages in `miniprogram_npm` folders.
 * A file runs once; a circle sees what was exported so far.
 * @param scope what every file sees; a file that assigns one of its names does so for all, as uni-app does with Component
 */
export function createModuleLoader(
  scripts: Record<string, string>,
  realm: LogicRealm,
  scope: Record<string, unknown>,
): (file: string) => unknown {
  const modules = new Map<string, Module>();
  const shared = Object.assign(Object.create(null), scope) as Record<string, unknown>;

  const load = (file: string): unknown => {
    const loaded = modules.get(file);
    if (loaded) return loaded.exports;
    const code = scripts[file];
    if (code === undefined) throw new Error(`module '${file}.js' is not defined`);
    const module: Module = { exports: realm.copy({}) };
    modules.set(file, module);
    const require = (request: unknown) => load(find(scripts, file, String(request)));
    realm.evaluate(`${file}.js`, code, { require, module, exports: module.exports }, shared);
    return module.exports;
  };
  return load;
}

function find(scripts: Record<string, string>, from: string, request: string): string {
  const wanted = request.replace(/\.js$/, '');
  const beside = resolvePath(from, wanted);
  const candidates = [beside, `${beside}/index`];
  if (!/^[./]/.test(wanted)) {
    // A bare name: a package, looked for upwards from the file's folder.
    const folders = from.split('/').slice(0, -1);
    for (let depth = folders.length; depth >= 0; depth -= 1) {
      const root = [...folders.slice(0, depth), 'miniprogram_npm', wanted].join('/');
      candidates.push(root, `${root}/index`);
    }
  }
  return candidates.find((candidate) => scripts[candidate] !== undefined) ?? beside;
}
