import type { Definition, Integration, Patched } from './definition.ts';
import { loadedFiles, loadFromProgram, shareBuiltins, fromProgram, type LoadedFile } from './modules.ts';
import { isInRange } from './version.ts';

type Say = (message: string) => void;

/**
 * Patches what is loaded already.
 *
 * An instrumentation only sees what `require` loads after it was enabled: neither `import pg from 'pg'`, whose entry Node
 * loads by itself, nor what came before. What it patches are members of exports and prototypes, and both kinds of module
 * share these; so the library is loaded here as the program would load it, and everything loaded is patched in place.
 */
export function takeHold(integration: Integration, definitions: readonly Definition[], say: Say): void {
  // Some listen to what their library reports, and patch nothing.
  if (!definitions.some(({ patch, files = [] }) => patch !== undefined || files.length > 0)) return;
  const before = definitions.flatMap(({ name }) => loadedFiles(name));
  const isThere = loadLibraries(integration, say);
  const unknown = new Set<string>();
  let held = 0;
  for (const definition of definitions) {
    for (const file of loadedFiles(definition.name)) {
      const target = [definition, ...(definition.files ?? [])].find(({ name }) => name === file.name);
      if (target === undefined) continue;
      if (!isKnown(target, file)) unknown.add(`${definition.name} ${file.version}`);
      else {
        patch(definition, target, file);
        held += 1;
      }
    }
  }
  shareBuiltins();
  if (held === 0) say(reasonFor(integration, isThere || before.length > 0, unknown));
  else sayLate(integration, before, say);
}

/** Takes back what an instrumentation that is made of others does not know that it was patched. */
export function release(definitions: readonly Definition[]): void {
  for (const target of definitions.flatMap((definition) => [definition, ...(definition.files ?? [])])) {
    if (target.moduleExports === undefined) continue;
    target.unpatch?.(target.moduleExports);
    target.moduleExports = undefined;
  }
  shareBuiltins();
}

/** Whether at least one of them is there. */
function loadLibraries({ caller, libraries }: Integration, say: Say): boolean {
  const found = libraries.filter((library) => {
    try {
      return loadFromProgram(library);
    } catch (error) {
      say(`${caller}: ${library} cannot be loaded (${String(error)}).`);
      return false;
    }
  });
  return found.length > 0;
}

function isKnown({ supportedVersions }: Patched, { version }: LoadedFile): boolean {
  return supportedVersions.some((range) => range === '*' || (version !== undefined && isInRange(version, range)));
}

function patch(definition: Definition, target: Patched, { exports, version }: LoadedFile): void {
  // The hook of the instrumentation may have come first.
  if (target.moduleExports === exports) return;
  target.moduleExports = exports;
  definition.moduleVersion = version;
  target.patch?.(exports, version);
}

function reasonFor({ caller, from, libraries }: Integration, isThere: boolean, unknown: ReadonlySet<string>): string {
  const library = libraries.join(' or ');
  if (unknown.size > 0)
    return `${caller}: ${[...unknown].join(', ')} is not a version that ${from} knows, so it makes no spans. Install versions that fit together.`;
  return isThere
    ? `${caller}: ${library} is loaded, but ${from} does not recognize it, so it makes no spans. Install versions that fit together.`
    : `${caller}: ${library} was not found from ${fromProgram()}, so it makes no spans until it is loaded by \`require\`. If a bundler has put it into the program, make it external.`;
}

/** Some libraries read what is patched while they are loaded: then it is too late. */
function sayLate({ caller, late }: Integration, before: readonly LoadedFile[], say: Say): void {
  const found = late && before.find(({ version }) => version !== undefined && isInRange(version, late));
  if (found)
    say(
      `${caller}: ${found.name} ${found.version} was loaded before, so its commands make no spans. Call ${caller} first, in a file that \`node --import\` names.`,
    );
}
