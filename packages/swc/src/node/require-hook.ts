import { readFileSync } from 'node:fs';
import Module from 'node:module';

import type { NodeLoader } from './loader.ts';

/** The part of Node's CommonJS loader that every compiler for Node hooks into; it is in no documentation. */
interface CommonJsLoader {
  _resolveFilename(request: string, parent: CommonJsModule | null | undefined, ...more: readonly unknown[]): string;
  readonly _extensions: Record<string, Handler | undefined>;
}

interface CommonJsModule {
  readonly filename?: string | null;
  _compile: (this: CommonJsModule, code: string, filename: string, format?: string) => unknown;
}

type Handler = (module: CommonJsModule, filename: string) => void;

/** Hooks into `require` where Node has no hook for it: before 22.22.3 and 24.11.1. */
export function installRequireHook(loader: NodeLoader): void {
  // Proof of the cast: pirates, tsx and ts-node live off the same members in all these versions.
  const commonJs = Module as unknown as CommonJsLoader;

  const resolveFilename = commonJs._resolveFilename.bind(commonJs);
  commonJs._resolveFilename = (request, parent, ...more) =>
    loader.resolveRequire(request, parent?.filename ?? undefined, (found) => resolveFilename(found, parent, ...more));

  const loadJavaScript = commonJs._extensions['.js'];
  const track: Handler = (module, filename) => {
    const compile = module._compile;
    // Node reads the file and finds out how it is loaded; pirates would lose the latter.
    module._compile = (code, name, format) => {
      module._compile = compile;
      const { source, problems } = loader.track(code, name, format);
      loader.report(problems);
      return module._compile(source, name, format);
    };
    loadJavaScript?.(module, filename);
  };
  const compile: Handler = (module, filename) => {
    if (!loader.needsCompiler(filename)) {
      track(module, filename);
      return;
    }
    const { source, format, problems } = loader.compile(readFileSync(filename, 'utf8'), filename);
    loader.report(problems);
    module._compile(source, filename, format);
  };
  Object.assign(commonJs._extensions, { '.js': track });
  for (const extension of ['.ts', '.tsx', '.jsx', '.mts', '.cts']) commonJs._extensions[extension] = compile;
}
