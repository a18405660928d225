/**
 * The code that an error reply of Redis begins with, such as `READONLY`; `ERR` when it has none.
 * Before Redis 7, and in KeyDB, the error of a command in a script is `ERR Error running script (call to f_…):
 * @user_script:1: @user_script: 1: -READONLY You can't write …`: there it is the code behind the last dash.
 */
export function replyCode(message: string): string {
  const [, inScript] = /@user_script: ?\d+: -([A-Z]+)\b/.exec(message) ?? [];
  return inScript ?? /^[A-Z]+\b/.exec(message)?.[0] ?? 'ERR';
}
