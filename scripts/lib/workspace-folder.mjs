// Checks whether the workspace can be built in its folder. Runs on any Node from 18 up, before anything is installed.

/**
 * Characters in a path that our build tools cannot handle: Vite cuts module ids at `#` and `?`, esbuild (used by Taro)
 * reads `*` as a pattern, webpack (used by Taro) separates loaders by `!`, PATH separates folders by `:`, and `\` is
 * not supported anywhere.
 */
const UNUSABLE = { posix: '#?*!:\\', windows: '#!;' };
/** Jest reads these as patterns, finds almost no tests, and reports success. */
const UNUSABLE_FOR_TESTS = '[]';

/**
 * The characters in the path of a folder with which a build would fail, each once, in their order; empty for a usable
 * folder. Spaces, `%`, quotes, parentheses and letters of any language work.
 * @param {string} folder
 * @param {{ platform?: NodeJS.Platform, tests?: boolean }} [how] `tests`: whether tests will run, too
 */
export function unusableIn(folder, { platform = process.platform, tests = false } = {}) {
  const unusable =
    (platform === 'win32' ? UNUSABLE.windows : UNUSABLE.posix) + (tests ? UNUSABLE_FOR_TESTS : '');
  return [...new Set(folder)].filter((character) => unusable.includes(character));
}
