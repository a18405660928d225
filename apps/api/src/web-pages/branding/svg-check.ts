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

/** Elements that run code or embed other content. */
const REFUSED = new Set(['script', 'foreignobject', 'iframe', 'handler', 'listener']);

/**
 * Finds what an SVG logo must not contain: scripts, event handlers, pages, and everything loaded from elsewhere. The
 * file is also served with a policy under which nothing runs (site.controller.ts); this check tells the owner
 * beforehand.
 * @returns null when all is well; `no-svg` when it is no SVG at all; else what was found, such as `<script>`
 */
export function findRefused(text: string): string | null {
  // Entities can hide and multiply content, and drawing programs do not need a document type.
  if (/<!(DOCTYPE|ENTITY)/i.test(text))
    return /<!ENTITY/i.test(text) ? '<!ENTITY>' : findRefused(withoutType(text));
  if (XMLValidator.validate(text) !== true) return 'no-svg';
  const nodes = (parser.parse(text) as XmlNode[]).filter((node) => !nameOf(node).startsWith('?'));
  const root = nodes.find((node) => nameOf(node) === 'svg');
  if (root === undefined) return 'no-svg';
  return firstRefused(nodes);
}

/** The document type that older drawing programs write. It declares no entities. */
function withoutType(text: string): string {
  return text.replace(/<!DOCTYPE[^>[]*>/i, '').replace(/<!DOCTYPE/gi, '<!ENTITY');
}

function firstRefused(nodes: readonly XmlNode[]): string | null {
  for (const node of nodes) {
    const name = nameOf(node);
    if (REFUSED.has(name.toLowerCase())) return `<${name}>`;
    for (const [attribute, value] of Object.entries(node[':@'] ?? {})) {
      if (/^on/i.test(attribute)) return attribute;
      // References within the document and pictures as data: URLs are allowed.
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
