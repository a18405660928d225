/** The code of what the system or a driver threw, such as `ENOSPC`; empty when it has none. */
export function failureCode(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}
