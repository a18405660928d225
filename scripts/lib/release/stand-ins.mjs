// In the bundle that a snapshot is made of: what stands for a module until it may be loaded, which is when the snapshot
// has become a process. A stand-in can be kept, called, constructed and asked for its properties then; whoever needs the
// module itself earlier ends the making of the snapshot.
const { getBuiltinModule } = process;
const { isBuildingSnapshot } = getBuiltinModule('node:v8').startupSnapshot;

const { AsyncLocalStorage, AsyncResource } = getBuiltinModule('node:async_hooks');

/**
 * What is used before there is a process: a store for requests, empty and without anything native; the clock, which every
 * script has; and nobody looks at the making of a snapshot in colours.
 */
const EARLY = {
  'node:async_hooks': { AsyncLocalStorage, AsyncResource },
  'node:perf_hooks': { performance },
  'node:tty': { isatty: () => false },
};

/** The way to packages beside the program that was started. */
let require;

/**
 * A built-in module of Node.
 * @param {string} name as `node:http`
 * @param {string[]} keys what it exports
 * @param {Record<string, unknown>} plain those that are known already
 */
export function builtinStandIn(name, keys, plain) {
  const known = { ...plain, ...EARLY[name] };
  const itself = loader(name, () => getBuiltinModule(name));
  const standIn = {};
  for (const key of keys) {
    let early;
    const get = () => {
      if (Object.hasOwn(known, key)) return known[key];
      if (isBuildingSnapshot()) return (early ??= asFunction(() => itself()[key]));
      // From now on without a question.
      const value = itself()[key];
      Object.defineProperty(standIn, key, { enumerable: true, value });
      return value;
    };
    Object.defineProperty(standIn, key, { configurable: true, enumerable: true, get });
  }
  return standIn;
}

/** A package that is not in the bundle, as `require` gives it. */
export function packageStandIn(/** @type {string} */ name) {
  return asFunction(required(name));
}

/** What `require` gives for a file of a package that is not in the bundle, from the first call on. */
export function required(/** @type {string} */ name) {
  return loader(name, () => {
    require ??= getBuiltinModule('node:module').createRequire(process.argv[1]);
    return require(name);
  });
}

function loader(name, load) {
  let loaded;
  return () => {
    if (loaded !== undefined) return loaded;
    if (isBuildingSnapshot()) throw new Error(`${name} is used while a snapshot is made.`);
    return (loaded = load());
  };
}

/** Whatever it is: a function, a class, or an object. */
function asFunction(itself) {
  // A function of this form, as an arrow could not be constructed.
  const standIn = new Proxy(function () {}, {
    get: (_target, key) => (key === '__esModule' && isBuildingSnapshot() ? undefined : itself()[key]),
    has: (_target, key) => key in itself(),
    apply: (_target, self, values) => Reflect.apply(itself(), self, values),
    construct: (_target, values, made) =>
      Reflect.construct(itself(), values, made === standIn ? itself() : made),
  });
  return standIn;
}
