/** What a body looks like, checked without zod: that alone would be a quarter of the program. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

export function hasTexts(value: Record<string, unknown>, names: readonly string[]): boolean {
  return names.every((name) => typeof value[name] === 'string');
}

/** Texts that are times, as `2026-11-20T12:02:00.000Z`. */
export function hasTimes(value: Record<string, unknown>, names: readonly string[]): boolean {
  return hasTexts(value, names) && names.every((name) => !Number.isNaN(Date.parse(value[name] as string)));
}

/** Null, or a text. */
export function hasTextsOrNull(value: Record<string, unknown>, names: readonly string[]): boolean {
  return names.every((name) => value[name] === null || typeof value[name] === 'string');
}
