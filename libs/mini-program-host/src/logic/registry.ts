/** The object a mini program hands to `App(...)` or `Page(...)`: data, hooks and handlers by name. */
export type Definition = Record<string, unknown>;

/** The object handed to `Component(...)` or `Behavior(...)`. */
export interface ComponentOptions extends Definition {
  properties?: Record<string, unknown>;
  data?: Record<string, unknown>;
  methods?: Record<string, AnyFunction>;
  lifetimes?: Record<string, AnyFunction>;
  pageLifetimes?: Record<string, AnyFunction>;
  observers?: Record<string, AnyFunction>;
  behaviors?: unknown[];
  externalClasses?: string[];
  options?: Record<string, unknown>;
}

export type AnyFunction = (...values: unknown[]) => unknown;

/** What the program's files registered, by the path of the file that did. */
export class Registry {
  readonly pages = new Map<string, Definition>();
  readonly components = new Map<string, ComponentOptions>();
  app: Definition | null = null;
  /** The file being evaluated: App, Page and Component do not say where they are called. */
  currentFile: string | null = null;

  globals(): Record<'App' | 'Page' | 'Component' | 'Behavior', (definition: unknown) => unknown> {
    const file = () => {
      if (this.currentFile === null)
        throw new Error('Page and Component can be called only while their file loads.');
      return this.currentFile;
    };
    return {
      App: (definition) => {
        this.app = asObject('App', definition);
      },
      Page: (definition) => {
        this.pages.set(file(), asObject('Page', definition));
      },
      Component: (definition) => {
        this.components.set(file(), mergeBehaviors(asObject('Component', definition)));
      },
      Behavior: (definition) => asObject('Behavior', definition),
    };
  }
}

function asObject(call: string, value: unknown): Definition {
  if (typeof value !== 'object' || value === null) throw new TypeError(`${call} needs an object.`);
  return value as Definition;
}

const MERGED_GROUPS = ['properties', 'data', 'methods', 'observers'] as const;
const COMPONENT_HOOKS = ['created', 'attached', 'ready', 'moved', 'detached'];

/** Puts a component's behaviors below its own fields: fields of the same name are overridden, hooks all run. */
function mergeBehaviors(component: ComponentOptions): ComponentOptions {
  const merged: ComponentOptions = { ...component, lifetimes: hooksOf(component) };
  for (const behavior of [...(component.behaviors ?? [])].reverse()) {
    // Built-in behaviors are names such as `wx://form-field`; they bring nothing that is simulated.
    if (typeof behavior !== 'object' || behavior === null) continue;
    const base = mergeBehaviors(behavior as ComponentOptions);
    for (const group of MERGED_GROUPS) {
      if (base[group]) Object.assign(merged, { [group]: { ...base[group], ...merged[group] } });
    }
    for (const [name, hook] of Object.entries(base.lifetimes ?? {})) {
      const own = merged.lifetimes?.[name];
      merged.lifetimes = { ...merged.lifetimes, [name]: own ? both(hook, own) : hook };
    }
  }
  return merged;
}

function hooksOf(component: ComponentOptions): Record<string, AnyFunction> {
  const hooks: Record<string, AnyFunction> = {};
  for (const name of COMPONENT_HOOKS) {
    // The older place for these hooks is the object itself; `lifetimes` wins.
    const hook = component.lifetimes?.[name] ?? component[name];
    if (typeof hook === 'function') hooks[name] = hook as AnyFunction;
  }
  return hooks;
}

function both(first: AnyFunction, second: AnyFunction): AnyFunction {
  return function (this: unknown, ...values) {
    first.apply(this, values);
    return second.apply(this, values);
  };
}
