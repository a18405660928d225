import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** An element as the parser gives it, in the order of the document. */
type XmlNode = Record<string, unknown> & { ':@'?: Record<string, string> };

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  removeNSPrefix: true,
  processEntities: false,
});

/** Elements that run, or bring what is no drawing. */
const REFUSED = new Set(['script', 'foreignobject', 'iframe', 'handler', 'listener']);

/**
 * What a logo in SVG must not hold: scripts, handlers of events, pages, and whatever is fetched from elsewhere. The file
 * is also served so that nothing in it can run (logo.controller.ts); this tells the owner before people see half a logo.
 * @returns null when all is well; `no-svg` when it is no SVG at all; else what was found, such as `<script>`
 */
export function findRefused(text: string): string | null {
  // Entities can hide and multiply anything, and no drawing program needs a document type.
  if (/<!(DOCTYPE|ENTITY)/i.test(text))
    return /<!ENTITY/i.test(text) ? '<!ENTITY>' : findRefused(withoutType(text));
  if (XMLValidator.validate(text) !== true) return 'no-svg';
  const nodes = (parser.parse(text) as XmlNode[]).filter((node) => !nameOf(node).startsWith('?'));
  const root = nodes.find((node) => nameOf(node) === 'svg');
  if (root === undefined) return 'no-svg';
  return firstRefused(nodes);
}

/** The line that older drawing programs write before the drawing. It declares nothing of its own. */
function withoutType(text: string): string {
  return text.replace(/<!DOCTYPE[^>[]*>/i, '').replace(/<!DOCTYPE/gi, '<!ENTITY');
}

function firstRefused(nodes: readonly XmlNode[]): string | null {
  for (const node of nodes) {
    const name = nameOf(node);
    if (REFUSED.has(name.toLowerCase())) return `<${name}>`;
    for (const [attribute, value] of Object.entries(node[':@'] ?? {})) {
      if (/^on/i.test(attribute)) return attribute;
      // A drawing may point into itself, and carry pictures as data.
      if (/^(href|src)$/i.test(attribute) && !/^\s*(#|data:image\/(png|jpeg|webp);)/i.test(value))
        return `${attribute}="${value.slice(0, 40)}"`;
      if (/url\(\s*['"]?(?!\s*#)[a-z/]/i.test(value)) return `${attribute}="${value.slice(0, 40)}"`;
    }
    const inside = node[name];
    if (name === 'style' && /@import|url\(\s*['"]?(?!\s*#)[a-z/]/i.test(JSON.stringify(inside)))
      return '@import';
    const found = Array.isArray(inside) ? firstRefused(inside as XmlNode[]) : null;
    if (found !== null) return found;
  }
  return null;
}

function nameOf(node: XmlNode): string {
  return Object.keys(node).find((key) => key !== ':@') ?? '';
}
