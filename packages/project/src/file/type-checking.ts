/** What webpack tells a loader of the loaders of its module. */
interface Loader {
  readonly path: string;
  readonly options?: unknown;
}

interface Chain {
  readonly loaders?: readonly Loader[];
  readonly loaderIndex?: number;
}

/** Whether a loader that comes later type-checks what it is given, as ts-loader does unless it is told not to. */
export function checksTypes({ loaders = [], loaderIndex = 0 }: Chain = {}): boolean {
  return loaders.slice(0, loaderIndex).some(({ path, options }) => isTsLoader(path) && !isTranspileOnly(options));
}

function isTsLoader(path: string): boolean {
  return /[\\/]ts-loader[\\/]/.test(path);
}

function isTranspileOnly(options: unknown): boolean {
  return (
    typeof options === 'object' && options !== null && 'transpileOnly' in options && options.transpileOnly === true
  );
}
