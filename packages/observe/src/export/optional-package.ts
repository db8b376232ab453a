/**
 * Imports what an application installs only for one exporter. Rejects, when it is not there, with what to install; `entry`
 * is what the application has imported: `@bud/observe/grpc`.
 */
export async function optionalPackages<Modules>(
  entry: string,
  packages: readonly string[],
  load: () => Promise<Modules>,
): Promise<Modules> {
  try {
    return await load();
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new Error(`\`${entry}\` needs packages that are not installed: npm install ${packages.join(' ')}`, {
      cause: error,
    });
  }
}

function isMissing(error: unknown): boolean {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND';
}
