/** Puts a value into a sentence's one gap. The value is never read for gaps itself. */
export function fill(sentence: string, value: string | number): string {
  return sentence.replace(/\{\w+\}/, () => String(value));
}
