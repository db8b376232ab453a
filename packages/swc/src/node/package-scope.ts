import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What a file's `package.json` says of it. */
export interface PackageScope {
  readonly name?: unknown;
  readonly type?: unknown;
}

const scopes = new Map<string, PackageScope>();

/** The nearest `package.json` of a file in `folder`; read once per process, as Node itself does. */
export function packageScopeOf(folder: string): PackageScope {
  const scope = scopes.get(folder) ?? readScope(folder);
  scopes.set(folder, scope);
  return scope;
}

function readScope(folder: string): PackageScope {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return typeof manifest === 'object' && manifest !== null ? manifest : {};
  } catch (error) {
    // A manifest that cannot be parsed is an error of Node's own, with its own message.
    if (error instanceof SyntaxError || folder === dirname(folder)) return {};
    return packageScopeOf(dirname(folder));
  }
}
