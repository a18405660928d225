/** An element with its text, or with its children. */
export interface XmlElement {
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const TOKEN = /<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([A-Za-z_][\w.-]*)\s*(\/?)>|([^<]+)/gy;

/**
 * Reads the XML that passes between WeChat and an account: elements without attributes, text, CDATA, and the five
 * named entities. Throws an Error for anything else.
 */
export function readXml(source: string): XmlElement {
  interface Open {
    name: string;
    text: string;
    children: XmlElement[];
  }
  const root: Open = { name: '', text: '', children: [] };
  const open: Open[] = [root];
  const text = source.trim().replace(/^<\?xml[^>]*\?>\s*/, '');
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const [, cdata, closing, name, empty, words] =
      TOKEN.exec(text) ?? failed('something other than elements');
    const current = open.at(-1) ?? failed('more ends than beginnings');
    if (cdata !== undefined) current.text += cdata;
    else if (words !== undefined) current.text += decoded(words);
    else if (closing) {
      if (current.name !== name || open.length === 1) failed('an end without a beginning');
      open.pop();
      open.at(-1)?.children.push(current);
    } else {
      const element = { name: name ?? '', text: '', children: [] };
      if (empty) current.children.push(element);
      else open.push(element);
    }
  }
  const [only, ...others] = root.children;
  if (!only || others.length > 0 || open.length > 1 || root.text.trim() !== '')
    failed('not one whole element');
  return only ?? root;
}

/** The text of the first child of that name, or undefined. */
export function childText(element: XmlElement, name: string): string | undefined {
  return element.children.find((child) => child.name === name)?.text;
}

/** Text as CDATA, as WeChat writes it. */
export function cdata(text: string): string {
  return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}

function decoded(text: string): string {
  return text.replace(/&([^;&]*);?/g, (_, name: string) => ENTITIES[name] ?? failed('an unknown entity'));
}

function failed(what: string): never {
  throw new Error(`The XML holds ${what}`);
}
