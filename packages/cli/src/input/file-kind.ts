const emitted = /\.[cm]?js$/;
const sources = /\.(?:[cm]?ts|[jt]sx)$/;
const declarations = /\.d\.(?:[\w-]+\.)?[cm]?ts$/;

/** JavaScript that Node or a browser runs as it is. */
export function isEmitted(path: string): boolean {
  return emitted.test(path);
}

/** TypeScript and JSX, which have to be compiled first; declaration files hold no functions. */
export function isUncompiled(path: string): boolean {
  return sources.test(path) && !declarations.test(path);
}
