/**
 * The bytes of base64url (RFC 4648 §5) in its one canonical spelling: without padding, other signs, or set bits after the
 * last byte (§3.5). Node also takes what is none of it, so that one token would have many spellings.
 * @returns undefined for every other text
 */
export function decodeBase64url(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : undefined;
}
