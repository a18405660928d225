/** Placeholders of instructions and examples, and what lists of common passwords begin with. */
const WELL_KNOWN =
  /change[-_ ]?(?:me|this|it)|replace[-_ ]?(?:me|this|it)|your[-_ ]?(?:site[-_ ]?)?(?:api[-_ ]?)?(?:key|token|secret)|at-least-16|placeholder|example|password|passw0rd|letmein|qwerty|12345678|abcdef01/i;

/** Fewer different characters than this, or different steps between them, and a key is a pattern. */
const FEWEST = 6;

/**
 * Whether a key of at least 16 characters can be guessed: a placeholder, few different characters, a piece that is
 * repeated, letters or digits in order. Of random keys of 16 hexadecimal digits one in thirty thousand is refused, of longer
 * ones fewer than one in a million.
 */
export function isGuessableText(text: string): boolean {
  return WELL_KNOWN.test(text) || isPattern([...Buffer.from(text)], FEWEST);
}

/** Whether bytes that should be random are a pattern, such as a single byte 32 times. At random none is. */
export function isGuessableBytes(bytes: Uint8Array): boolean {
  return isPattern([...bytes], Math.min(FEWEST * 2, bytes.length));
}

function isPattern(symbols: readonly number[], fewest: number): boolean {
  const steps = symbols.slice(1).map((symbol, index) => symbol - (symbols[index] ?? 0));
  return new Set(symbols).size < fewest || new Set(steps).size < fewest || isRepeated(symbols);
}

/** Whether it is a piece of at most half its length, over and over. */
function isRepeated(symbols: readonly number[]): boolean {
  const longest = Math.floor(symbols.length / 2);
  for (let length = 1; length <= longest; length += 1) {
    if (symbols.every((symbol, index) => index < length || symbol === symbols[index - length])) return true;
  }
  return false;
}
