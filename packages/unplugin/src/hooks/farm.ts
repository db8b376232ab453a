import { createRuntimeCheck, type Project, type ProjectOpener, type Suspect } from '@bud/project';
import { cacheKey } from './persistent-cache.ts';
import { reportPlainly } from '../report/plain.ts';

/** What the plugin uses of Farm's own interface, which comes with 100 MB of Farm. */
interface FarmHooks {
  readonly priority: number;
  config(user: FarmConfig): FarmConfig;
  configResolved(config: { readonly root?: string; readonly jsPlugins?: readonly FarmPlugin[] }): void;
  readonly transform: {
    readonly filters: { readonly resolvedPaths: string[] };
    executor(module: FarmModule, context: FarmContext | undefined): Promise<FarmOutput | null>;
  };
  readonly buildEnd: { executor(): Promise<void> };
}

interface FarmConfig {
  readonly root?: string;
  readonly compilation?: {
    readonly persistentCache?: boolean | { readonly envs?: Readonly<Record<string, string>> };
  };
}

interface FarmPlugin {
  readonly name: string;
  readonly priority?: number;
  readonly load?: object;
  readonly transform?: object;
}

interface FarmModule {
  readonly content: string;
  readonly resolvedPath: string;
  readonly moduleType: string;
}

interface FarmOutput {
  readonly content: string;
  readonly moduleType: string;
  readonly sourceMap: string;
}

interface FarmContext {
  warn(message: string): void;
  addWatchFile(file: string, importer: string): void;
}

/** Before Farm's own plugins, which have 99 and 100, and most others. */
const priority = 102;

/** Hooks for Farm, on its own interface: there files are filtered natively and maps are chained by the host. */
export function farmHooks(open: ProjectOpener): FarmHooks {
  let project: Project | undefined;
  let suspects: readonly Suspect[] = [];
  let isCached = false;
  const checkRuntime = createRuntimeCheck();
  const seen = new Set<string>();

  return {
    priority,
    config(user) {
      project = open(user.root ?? process.cwd());
      isCached = user.compilation?.persistentCache !== false;
      return isCached && project.options.mode === 'on' ? withCacheKey(user, project) : user;
    },
    configResolved({ root = process.cwd(), jsPlugins = [] }) {
      if (project?.folder !== root) project = open(root);
      suspects = pluginsBefore(jsPlugins);
    },
    transform: {
      filters: { resolvedPaths: [String.raw`\.[cm]?[jt]sx?$`] },
      async executor({ content, resolvedPath, moduleType }, context) {
        if (project?.compiler.accepts(resolvedPath) !== true) return null;
        seen.add(resolvedPath);
        const tracked = trackModule({ content, resolvedPath, moduleType }, project, suspects, context);
        if (tracked !== null)
          reportPlainly(checkRuntime(project.compiler.gateOf(resolvedPath), resolvedPath), project.options.strict);
        return tracked;
      },
    },
    buildEnd: {
      async executor() {
        if (project === undefined) return;
        const { problems, compiler, options } = project;
        // Files out of the cache are not seen, and might be what a rule is about.
        reportPlainly([...problems, ...(isCached ? [] : compiler.unmatched(seen))], options.strict);
      },
    },
  };
}

/** Plugins that handle a module before this one; without a priority, Farm gives them 100. */
function pluginsBefore(plugins: readonly FarmPlugin[]): readonly Suspect[] {
  return plugins
    .filter((plugin) => (plugin.priority ?? 100) > priority && (plugin.load ?? plugin.transform) !== undefined)
    .map(({ name, load }) => ({ name, isAlwaysFirst: load !== undefined }));
}

/** The cache knows files by what is in them; other options make other code of the same source. */
function withCacheKey(user: FarmConfig, { options }: Project): FarmConfig {
  const cache = user.compilation?.persistentCache;
  const settings = typeof cache === 'object' ? cache : {};
  const persistentCache = { ...settings, envs: { ...settings.envs, budTrack: cacheKey(options) } };
  return { ...user, compilation: { ...user.compilation, persistentCache } };
}

function trackModule(
  { content, resolvedPath, moduleType }: FarmModule,
  { compiler, options }: Project,
  suspects: readonly Suspect[],
  context: FarmContext | undefined,
): FarmOutput | null {
  const { changed, code, map, problems } = compiler.compile(content, resolvedPath, 'esm');
  const lost = compiler.lostMarks(content, resolvedPath, suspects);
  // Farm prints what plugins say of a module that it goes on with, and nothing later or of a build that failed.
  reportPlainly([...problems, ...lost], options.strict, (message) => context?.warn(message));
  if (options.configFile !== undefined) context?.addWatchFile(options.configFile, resolvedPath);
  return !changed || map === null ? null : { content: code, moduleType, sourceMap: map.toString() };
}
