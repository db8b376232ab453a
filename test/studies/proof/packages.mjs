// Whose compiler and runtime are proven: this repository's, or those of a copy with a fault in it; see mutants/.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const repository = fileURLToPath(new URL('../../..', import.meta.url));

/** The folder whose `node_modules/@bud` are proven. */
export const root = process.env.BUD_PROOF_ROOT ?? repository;

/** Where the proof writes what it makes: inside `node_modules`, so that Git and the linter ignore it. */
export const scratch = join(root, 'node_modules/.bud/proof');

/** The published file that a package of ours, or an entry of one, is loaded from. */
export function publishedFile(name) {
  return createRequire(join(root, 'package.json')).resolve(name);
}

/** The compiler, loaded where it is first used: a fault may lie in the loading. */
export async function loadCompiler() {
  const { instrument } = await import(pathToFileURL(publishedFile('@bud/transform')).href);
  return instrument;
}
