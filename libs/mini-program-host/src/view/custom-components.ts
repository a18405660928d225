import { resolvePath } from '../paths.ts';
import { eventMessage } from './event-message.ts';
import { observeFunctions } from './late-handlers.ts';
import { defineComponent } from './glass-easel.ts';
import type { AppCode } from '../logic/app-code.ts';
import type { LogicRealm } from '../logic/logic-realm.ts';
import type { AnyFunction, ComponentOptions } from '../logic/registry.ts';
import type { MiniProgramPack } from '../mini-program-pack.ts';
import type { ComponentDefinition, ComponentSpace, ViewComponent, ViewEvent } from './glass-easel.ts';

/** What a component's own code sees as `this`: data, setData, triggerEvent and its methods, never the DOM. */
type ComponentInstance = Record<string, unknown>;

export interface CustomComponents {
  define(path: string, options: ComponentOptions): ComponentDefinition;
  /** The program's own side of a component that `define` made. */
  instanceOf(component: ViewComponent): ComponentInstance;
}

/** Makes glass-easel components of what the program registered with Component(). */
export function createCustomComponents(parts: {
  space: ComponentSpace;
  pack: MiniProgramPack;
  code: AppCode;
  realm: LogicRealm;
  template: (path: string) => unknown;
}): CustomComponents {
  const { space, pack, code, realm, template } = parts;
  const instances = new WeakMap<ViewComponent, ComponentInstance>();
  const defined = new Map<string, ComponentOptions>();

  const instanceOf = (component: ViewComponent): ComponentInstance => {
    const known = instances.get(component);
    if (known) return known;
    const path = component.is;
    const options = defined.get(path) ?? {};
    const instance = observeFunctions(realm.copy<ComponentInstance>({}), (name) => {
      // uni-app puts its handlers on the instance while it renders. glass-easel finds them on the component.
      const target = component as unknown as Record<string, unknown>;
      if (!(name in component)) target[name] = handlerOf(path, name);
    });
    instances.set(component, instance);
    Object.defineProperties(instance, {
      data: { get: () => realm.copy(component.data), enumerable: true },
      properties: { get: () => realm.copy(component.data), enumerable: true },
      id: { get: () => component.id },
      dataset: { get: () => realm.copy(component.dataset) },
    });
    Object.assign(instance, {
      is: path,
      setData: (changes: Record<string, unknown>, callback?: unknown) => {
        component.setData(realm.copy(changes) as never);
        if (typeof callback !== 'function') return;
        code.later(() =>
          code.run(`Component ${path} setData`, () => Reflect.apply(callback, instance, []) as unknown),
        );
      },
      triggerEvent: (name: string, detail?: unknown, eventOptions?: Record<string, boolean>) =>
        component.triggerEvent(name, realm.copy(detail ?? {}), eventOptions ?? {}),
    });
    for (const [name, value] of Object.entries(options)) {
      // The program's own extra fields, beside those that describe the component.
      if (!(name in instance) && !DESCRIBING_FIELDS.has(name) && typeof value !== 'function')
        instance[name] = value;
    }
    for (const [name, method] of Object.entries(options.methods ?? {}))
      instance[name] = method.bind(instance);
    return instance;
  };

  const handlerOf = (path: string, name: string) =>
    function (this: ViewComponent, event: unknown): void {
      const instance = instanceOf(this);
      const message = eventMessage(event as ViewEvent);
      // In a later task, as on the phone, where the view is another thread.
      code.later(() => {
        const where = `Component ${path} ${name} on ${message.type}`;
        const call = () => (instance[name] as AnyFunction)(realm.copy(message));
        if (message.type === 'tap') code.runTap(where, call);
        else code.run(where, call);
      });
    };

  return {
    instanceOf,
    define(path, options) {
      defined.set(path, options);
      const enter = (where: string, hook: AnyFunction) =>
        function (this: ViewComponent, ...values: unknown[]): unknown {
          const instance = instanceOf(this);
          return code.run(`Component ${path} ${where}`, () => Reflect.apply(hook, instance, values));
        };
      const map = <T, U>(group: Record<string, T> | undefined, make: (name: string, value: T) => U) =>
        Object.fromEntries(Object.entries(group ?? {}).map(([name, value]) => [name, make(name, value)]));
      return defineComponent(space, {
        is: path,
        using: componentsUsedBy(pack, path),
        properties: map(options.properties, (name, property) =>
          propertyDefinition(property, (observer) => enter(`observer of ${name}`, observer)),
        ),
        data: plainCopy(options.data ?? {}),
        methods: map(options.methods, (name) => handlerOf(path, name)),
        lifetimes: map(options.lifetimes, (name, hook) => enter(name, hook)),
        pageLifetimes: map(options.pageLifetimes, (name, hook) => enter(`page ${name}`, hook)),
        observers: map(options.observers, (name, observer) => enter(`observer ${name}`, observer)),
        externalClasses: [...(options.externalClasses ?? [])],
        template: template(path),
        options: { ...options.options, useMethodCallerListeners: true },
      });
    },
  };
}

/** The custom components that a file's templates may name, by tag. glass-easel wants a leading slash. */
export function componentsUsedBy(pack: MiniProgramPack, path: string): Record<string, string> {
  const named: Record<string, string> = {};
  const add = (owner: string, components: Record<string, string> | undefined) => {
    for (const [tag, target] of Object.entries(components ?? {}))
      named[tag] = `/${resolvePath(owner, target)}`;
  };
  add('app', pack.app.usingComponents);
  add(path, pack.configs[path]?.usingComponents);
  return named;
}

const DESCRIBING_FIELDS = new Set([
  ...[
    'properties',
    'data',
    'methods',
    'lifetimes',
    'pageLifetimes',
    'observers',
    'behaviors',
    'externalClasses',
  ],
  ...['options', 'relations', 'export', 'definitionFilter'],
]);

const TYPES: Record<string, unknown> = { String, Number, Boolean, Object, Array, Function };

/** The program's String, Number and so on come from its own realm: glass-easel must be given this one's. */
function ownType(type: unknown): unknown {
  return typeof type === 'function' ? (TYPES[type.name] ?? null) : null;
}

function propertyDefinition(property: unknown, enter: (observer: AnyFunction) => AnyFunction): unknown {
  if (typeof property !== 'object' || property === null) return ownType(property);
  const { type, optionalTypes, value, observer } = property as {
    type?: unknown;
    optionalTypes?: unknown[];
    value?: unknown;
    observer?: unknown;
  };
  return {
    type: ownType(type),
    ...(value === undefined ? {} : { value: plainCopy(value) }),
    ...(optionalTypes ? { optionalTypes: optionalTypes.map(ownType) } : {}),
    ...(typeof observer === 'function' ? { observer: enter(observer as AnyFunction) } : {}),
  };
}

function plainCopy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
