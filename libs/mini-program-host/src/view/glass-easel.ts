import type * as glassEasel from 'glass-easel';

/**
 * glass-easel, WeChat's own open-source component framework, as a module object. It is handed in, not
 * imported: Node loads its CommonJS build, a bundler its ES build, and only one of them has a default export.
 */
export type GlassEasel = typeof glassEasel;

export type ViewComponent = glassEasel.GeneralComponent;
export type ViewElement = glassEasel.Element;
export type ComponentSpace = glassEasel.ComponentSpace;
export type ComponentDefinition = glassEasel.GeneralComponentDefinition;
export type BackendElement = glassEasel.domlikeBackend.Element;
export type BackendContext = glassEasel.domlikeBackend.Context;
export type ViewEvent = glassEasel.ShadowedEvent<unknown>;

/** A DOM element that glass-easel made, and the node it belongs to. */
export type HostElement = HTMLElement & { __wxElement?: ViewElement };

/** The compiled templates by file, as the pack's `templates` expression yields them. */
export type TemplateGroup = Record<string, unknown>;

/** A component in the words of glass-easel, with data that comes from a mini program and has no static type. */
export interface LooseComponent {
  is: string;
  using?: Record<string, string>;
  properties?: Record<string, unknown>;
  data?: Record<string, unknown>;
  methods?: Record<string, (this: ViewComponent, ...values: unknown[]) => unknown>;
  lifetimes?: Record<string, (this: ViewComponent, ...values: unknown[]) => unknown>;
  pageLifetimes?: Record<string, (this: ViewComponent, ...values: unknown[]) => unknown>;
  observers?: Record<string, (this: ViewComponent, ...values: unknown[]) => unknown>;
  externalClasses?: string[];
  template?: unknown;
  options?: Record<string, unknown>;
}

/** The one place where untyped definitions meet glass-easel's generics. */
export function defineComponent(space: ComponentSpace, definition: LooseComponent): ComponentDefinition {
  return space.defineComponent(definition as never);
}

/** A component's root in the DOM, or null for one without (virtualHost). */
export function domElement(node: ViewElement): HostElement | null {
  // The element that our backend has made for it.
  return (node.getBackendElement() as unknown as HostElement | null) ?? null;
}

/** The nearest glass-easel node at or above a DOM node. */
export function nodeAt(target: unknown): ViewElement | null {
  let element = target as HostElement | null;
  while (element && !element.__wxElement) element = element.parentNode as HostElement | null;
  return element?.__wxElement ?? null;
}
