/** A browser: modules come from the server of the page, and it is told what was seen. */
import * as runtime from '@bud/runtime';
import { runFixtures } from './run-fixtures.ts';

/** What the server makes of a CommonJS file: a classic script, so that sloppy code stays sloppy, in Node's wrapper. */
type CommonJs = (exports: object, require: (name: string) => unknown, module: { exports: object }) => void;

interface Page {
  readonly document: {
    createElement(tag: 'script'): EventTarget & { src: string };
    readonly head: { append(script: object): void };
  };
  /** Set by the script of a CommonJS file. */
  loadedCommonJs?: CommonJs;
}

// The only part of a page's global object that is used; test code knows Node's types alone.
const page = globalThis as unknown as Page;

/** Runs the given files, by fixture, and posts what was seen. */
export async function runInside(files: Readonly<Record<string, string>>): Promise<void> {
  const runs = await runFixtures(Object.keys(files), {
    load: (name, mode) => {
      const path = `/modules/${mode}/${files[name]}`;
      return path.endsWith('.cjs') ? loadCommonJs(path) : loadModule(path);
    },
    contextManager: undefined,
  });
  await fetch('/runs', { method: 'POST', body: JSON.stringify(runs) });
}

async function loadModule(path: string): Promise<unknown> {
  try {
    return await import(path);
  } catch (error) {
    // The message would name the address, which is another one in every mode.
    throw error instanceof TypeError ? new Error('a page cannot load what this imports', { cause: error }) : error;
  }
}

async function loadCommonJs(path: string): Promise<object> {
  const script = page.document.createElement('script');
  await new Promise<void>((resolve, reject) => {
    script.addEventListener('load', () => resolve());
    script.addEventListener('error', () => reject(new Error(`${path} did not load`)));
    script.src = path;
    page.document.head.append(script);
  });
  const module = { exports: {} };
  page.loadedCommonJs?.call(module.exports, module.exports, requireInPage, module);
  return module.exports;
}

function requireInPage(name: string): unknown {
  if (name === '@bud/runtime') return runtime;
  throw new Error(`a page has no module ${name}`);
}
