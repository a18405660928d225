/** Chinese and Japanese, which join sentences without a space. */
const CJK = { next: '。', colon: '：' };
const OTHERS = { next: '. ', colon: ': ' };

const marksOf = (language: string) => (/^(zh|ja)\b/i.test(language) ? CJK : OTHERS);

/** Two sentences as one text for screen readers, which pause at the mark: `A. B` in English, `A。B` in Chinese. */
export function joinMessages(first: string, second: string, language: string): string {
  return `${first}${marksOf(language).next}${second}`;
}

/** A name and its value as one text for screen readers: `A: 1` in English, `A：1` in Chinese. */
export function labelled(name: string, value: string | number, language: string): string {
  return `${name}${marksOf(language).colon}${value}`;
}
