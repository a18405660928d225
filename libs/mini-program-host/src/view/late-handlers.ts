/**
 * A proxy of the object that calls `onFunction` for every function that is set on it. WeChat looks a handler up when
 * its event comes; a framework may therefore add handlers long after the component was defined.
 */
export function observeFunctions<T extends object>(instance: T, onFunction: (name: string) => void): T {
  return new Proxy(instance, {
    defineProperty(target, name, descriptor) {
      const defined = Reflect.defineProperty(target, name, descriptor);
      if (defined && typeof name === 'string' && typeof descriptor.value === 'function') onFunction(name);
      return defined;
    },
  });
}
