// ECMAScript modules inside a realm: files of one folder, and the runtime under its package name.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import vm from 'node:vm';

/**
 * Loads modules into a realm. `rewrite(text, path)` gives the code that runs. Files are read on demand; what several
 * modules import is loaded once.
 */
export function createLoader({ context, gate }, rewrite) {
  const loaded = new Map();
  const linking = new Map();
  const runtime = gate && synthetic({ gate });

  /** A module from source text; `path` is what it imports relative to. */
  function create(text, path) {
    const importModuleDynamically = importerOf(path);
    const module = new vm.SourceTextModule(rewrite(text, path), { context, identifier: path, importModuleDynamically });
    loaded.set(path, module);
    return module;
  }

  function load(path, type) {
    const key = type === undefined ? path : `${type}:${path}`;
    if (loaded.has(key)) return loaded.get(key);
    const text = readFileSync(path, 'utf8');
    if (type === undefined) return create(text, path);
    if (type !== 'json') throw new TypeError(`no modules of type ${type}`);
    const module = synthetic({ default: vm.runInContext('JSON.parse', context)(text) });
    loaded.set(key, module);
    return module;
  }

  function synthetic(exports) {
    const names = Object.keys(exports);
    const evaluate = () => names.forEach((name) => module.setExport(name, exports[name]));
    const module = new vm.SyntheticModule(names, evaluate, { context });
    return module;
  }

  function resolve(specifier, from, attributes) {
    if (specifier === '@bud/runtime' && runtime !== undefined) return runtime;
    return load(join(dirname(from), specifier), attributes?.type);
  }

  /** Resolves what a module imports, and what that imports. */
  function link(module) {
    if (!linking.has(module)) {
      const resolveFrom = (specifier, { identifier }, { attributes, assert }) =>
        resolve(specifier, identifier, attributes ?? assert);
      linking.set(module, module.status === 'unlinked' ? module.link(resolveFrom) : Promise.resolve());
    }
    return linking.get(module);
  }

  /** What `import()` does in a script or module at `path`. */
  function importerOf(path) {
    return async (specifier, _referrer, attributes) => {
      const module = resolve(specifier, path, attributes);
      await link(module);
      if (module.status !== 'evaluating') await module.evaluate();
      return module;
    };
  }

  return { create, link, importerOf };
}
