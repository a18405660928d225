// Elements are made by hand: it is smaller than a framework, and no markup is parsed from text, which a page's
// Trusted Types would refuse.

type Child = Node | string | null;

/** An element whose `name` is both its class (for our styles) and its `::part` (for the page's). */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  name: string,
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  if (name !== '') set(element, { class: name, part: name });
  for (const child of children) if (child !== null) element.append(child);
  return element;
}

/** Sets attributes. */
export function set<E extends Element>(element: E, attributes: Record<string, string>): E {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

/** A decorative drawing: shapes as tag and attributes. */
export function draw(
  name: string,
  viewBox: string | null,
  ...shapes: [tag: 'path' | 'circle' | 'rect', attributes: Record<string, string>][]
): SVGSVGElement {
  const namespace = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(namespace, 'svg');
  set(svg, { class: name, part: name, 'aria-hidden': 'true', ...(viewBox !== null && { viewBox }) });
  for (const [tag, attributes] of shapes)
    svg.append(set(document.createElementNS(namespace, tag), attributes));
  return svg;
}
