/** Replaces a sentence's one placeholder. Placeholders in the value are not replaced. */
export function fill(sentence: string, value: string | number): string {
  return sentence.replace(/\{\w+\}/, () => String(value));
}
