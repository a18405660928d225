// Which folders the workspace can be built in. Runs on any Node from 18 up, before anything is installed.

/**
 * Characters that tools of ours do not take in the path of what they build: `#` and `?` cut it off (Vite: it is part of
 * the ids of modules), `*` is a pattern to esbuild, and `!` separates loaders for webpack, both below Taro; `:` separates
 * the folders of PATH, and `\` ends in none.
 */
const UNUSABLE = { posix: '#?*!:\\', windows: '#!;' };
/** Patterns to Jest, which would find next to no tests and call that a success. */
const UNUSABLE_FOR_TESTS = '[]';

/**
 * The characters in the path of a folder for which a build would fail, each once, in their order; empty for a folder that
 * will do. Spaces, `%`, quotes, parentheses and letters of any language are no trouble.
 * @param {string} folder
 * @param {{ platform?: NodeJS.Platform, tests?: boolean }} [how] `tests`: they are to be run as well
 */
export function unusableIn(folder, { platform = process.platform, tests = false } = {}) {
  const unusable =
    (platform === 'win32' ? UNUSABLE.windows : UNUSABLE.posix) + (tests ? UNUSABLE_FOR_TESTS : '');
  return [...new Set(folder)].filter((character) => unusable.includes(character));
}
