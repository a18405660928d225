import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** How a push is written: as the console is set. Its answer is written alike. */
export type PushFormat = 'xml' | 'json';

/** The members of a push that are texts or numbers, by name. Numbers are as they were written: ids of messages are long. */
export type PushFields = ReadonlyMap<string, string>;

export interface PushDocument {
  readonly format: PushFormat;
  readonly fields: PushFields;
}

// Texts of WeChat's are CDATA: no entity has to be expanded, and none is.
const parser = new XMLParser({ ignoreAttributes: true, parseTagValue: false, processEntities: false });

/**
 * Reads a push, whatever its content type says.
 * @returns undefined for everything else, and for XML with a document type: entities of one can multiply without end,
 * and read files
 */
export function readPushDocument(text: string): PushDocument | undefined {
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  if (trimmed.startsWith('{')) return readJson(trimmed);
  if (/<!(DOCTYPE|ENTITY)/i.test(trimmed) || XMLValidator.validate(trimmed) !== true) return undefined;
  const root: unknown = parser.parse(trimmed);
  return isObject(root) && isObject(root.xml) ? { format: 'xml', fields: fieldsOf(root.xml) } : undefined;
}

function readJson(text: string): PushDocument | undefined {
  try {
    const parsed: unknown = JSON.parse(text, withNumbersAsWritten);
    return isObject(parsed) ? { format: 'json', fields: fieldsOf(parsed) } : undefined;
  } catch {
    return undefined;
  }
}

/** A number of 17 digits would be rounded, and be that of another message. */
function withNumbersAsWritten(_name: string, value: unknown, context?: { source?: string }): unknown {
  return typeof value === 'number' ? (context?.source ?? String(value)) : value;
}

/** A member that is there twice, or has members of its own, is none of ours. */
function fieldsOf(members: Readonly<Record<string, unknown>>): PushFields {
  const fields = new Map<string, string>();
  for (const [name, value] of Object.entries(members)) if (typeof value === 'string') fields.set(name, value);
  return fields;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Writes a document of these members, in their order. */
export function writePushDocument(
  format: PushFormat,
  members: Readonly<Record<string, string | number>>,
): string {
  if (format === 'json') return JSON.stringify(members);
  const elements = Object.entries(members).map(
    ([name, value]) => `<${name}>${typeof value === 'number' ? value : cdata(value)}</${name}>`,
  );
  return `<xml>${elements.join('')}</xml>`;
}

/** The end of a section cannot stand in it: there it becomes two sections. Characters that XML 1.0 forbids are left out. */
function cdata(text: string): string {
  const allowed = text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '');
  return `<![CDATA[${allowed.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}
