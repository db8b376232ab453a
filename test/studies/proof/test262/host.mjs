// What a test may expect of its host: the harness and `$262`; see INTERPRETING.md of the suite.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import vm from 'node:vm';

/** Prepares a realm for a test; `printed` receives what an asynchronous test says about itself. */
export function prepareHost({ context, global }, { root, flags, includes }, printed) {
  define(global, 'print', (text) => void printed.push(String(text)));
  define(global, '$262', hostObject(context, global));
  if (flags.has('raw')) return;
  const asynchronous = flags.has('async') ? ['doneprintHandle.js'] : [];
  for (const file of ['assert.js', 'sta.js', ...asynchronous, ...includes]) harness(root, file).runInContext(context);
}

function hostObject(context, global) {
  return {
    global,
    createRealm() {
      const created = vm.createContext({});
      const itsGlobal = vm.runInContext('globalThis', created);
      const object = hostObject(created, itsGlobal);
      define(itsGlobal, '$262', object);
      return object;
    },
    evalScript: (text) => vm.runInContext(text, context),
    detachArrayBuffer: (buffer) => void structuredClone(buffer, { transfer: [buffer] }),
    gc: globalThis.gc,
  };
}

function define(global, key, value) {
  Object.defineProperty(global, key, { value, writable: true, configurable: true, enumerable: false });
}

const harnessScripts = new Map();

function harness(root, file) {
  let script = harnessScripts.get(file);
  if (script === undefined) {
    script = new vm.Script(readFileSync(join(root, 'harness', file), 'utf8'), { filename: file });
    harnessScripts.set(file, script);
  }
  return script;
}
