import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import {
  chainMaps,
  checksTypes,
  fullMessage,
  isAsset,
  moduleKindOf,
  openProject,
  type Options,
  type Project,
} from '@bud/project';

/** The part of webpack's loader interface that Turbopack has as well; what it may lack is optional. */
interface LoaderContext {
  readonly resourcePath: string;
  readonly resourceQuery?: string;
  readonly rootContext?: string;
  readonly loaders?: readonly { readonly path: string; readonly options?: unknown }[];
  readonly loaderIndex?: number;
  readonly _module?: { readonly type?: string };
  getOptions(): Options;
  async(): (error: unknown, code?: string, map?: object | string) => void;
  cacheable?(isCacheable: boolean): void;
  addDependency(file: string): void;
  addBuildDependency?(file: string): void;
  emitWarning?(warning: Error): void;
}

/**
 * Bud Track as a loader, for Turbopack and Next.js, which have loaders and no plugins. Options are JSON. What takes a look
 * at the whole build, such as rules that reach nothing, only the plugins tell.
 *
 * @example
 * // next.config.js
 * const budTrack = { loaders: [{ loader: '@bud/unplugin/loader', options: { strict: true } }] };
 * export default { turbopack: { rules: { '*.ts': budTrack, '*.tsx': budTrack } } };
 */
function loader(this: LoaderContext, code: string, inputMap?: object | string): void {
  const done = this.async();
  this.cacheable?.(true);
  // Hosts put options into their cache's key, and the version by this file of it.
  this.addBuildDependency?.(manifest);
  try {
    // Turbopack notes which variables are read, and runs the loader again when one of them differs.
    const project = loaderProject(this, process.env['BUD_TRACK']);
    const { compiler, options } = project;
    if (options.configFile !== undefined) this.addDependency(options.configFile);
    const id = this.resourcePath + (this.resourceQuery ?? '');
    if (!compiler.accepts(id) || isAsset(this._module?.type)) return done(null, code, inputMap);
    const before = (this.loaders ?? [])
      .slice((this.loaderIndex ?? 0) + 1)
      .map(({ path }) => ({ name: path, isAlwaysFirst: false }));
    const result = compiler.compile(code, id, moduleKindOf(this._module?.type), { checksTypes: checksTypes(this) });
    const known = reported.has(project) ? [] : project.problems;
    reported.add(project);
    const messages = [...known, ...result.problems, ...compiler.lostMarks(code, id, before)].map(fullMessage);
    if (options.strict && messages.length > 0) throw withoutStack(messages.join('\n\n'));
    for (const message of messages) this.emitWarning?.(withoutStack(message));
    if (!result.changed || result.map === null) return done(null, code, inputMap);
    // Turbopack takes a map as an object only, and hands one on as a string.
    done(null, result.code, JSON.parse(chained(result.map.toString(), inputMap)) as object);
  } catch (error) {
    done(error);
  }
}

function chained(map: string, inputMap: object | string | undefined): string {
  if (inputMap === undefined) return map;
  return chainMaps(map, typeof inputMap === 'string' ? inputMap : JSON.stringify(inputMap));
}

interface Opened {
  readonly project: Project;
  readonly changedMs: number;
}

/**
 * The project of each configuration that the process was asked for: a loader is called once per file, and has no place of
 * its own to keep anything.
 */
const opened = new Map<string, Opened>();
/** Those whose configuration was spoken of. */
const reported = new WeakSet<Project>();

function loaderProject(context: LoaderContext, selection: string | undefined): Project {
  const [root, given] = [context.rootContext ?? process.cwd(), context.getOptions()];
  const key = JSON.stringify([root, given, selection]);
  const known = opened.get(key);
  if (known !== undefined && known.changedMs === changeOf(known.project)) return known.project;
  const project = openProject({ options: given, root, selection });
  opened.set(key, { project, changedMs: changeOf(project) });
  return project;
}

/** When the configuration file was changed last; 0 without one. */
function changeOf({ options: { configFile } }: Project): number {
  return configFile === undefined ? 0 : (statSync(configFile, { throwIfNoEntry: false })?.mtimeMs ?? 0);
}

const manifest = fileURLToPath(new URL('../package.json', import.meta.url));

/** A problem of the user's file: where in the plugin it was noticed is of no interest. */
function withoutStack(message: string): Error {
  return Object.assign(new Error(message), { hideStack: true, stack: message });
}

export { loader as default, loader as 'module.exports' };
