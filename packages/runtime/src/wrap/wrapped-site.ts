import { ownLimits, withoutUndefined, type Runs, type Site } from '@bud/value';
import type { TrackOptions } from './options.ts';
import { mostValues, parameterValues, type ParameterValues } from './parameters.ts';

/** The qualified name of a wrapped function. A decorated method learns that of its class after it is wrapped. */
export interface Naming {
  qualified: string;
}

/** How calls with a certain number of arguments are recorded. */
interface WrappedSite {
  readonly site: Site;
  readonly read: ParameterValues['read'];
}

/** The site for calls with a certain number of arguments; only few numbers make a difference. */
export type SiteByCount = (count: number) => WrappedSite;

/** The sites of what one use of `track` wraps: a decorated field wraps a function per instance, all with these. */
export interface WrappedSites {
  readonly options: TrackOptions;
  readonly naming: Naming;
  sitesFor(runs: Runs, length: number): SiteByCount;
}

export function wrappedSites(options: TrackOptions, naming: Naming): WrappedSites {
  const known = new Map<string, SiteByCount>();
  return {
    options,
    naming,
    sitesFor(runs, length) {
      const key = `${runs} ${length}`;
      let sites = known.get(key);
      if (sites === undefined) known.set(key, (sites = sitesByCount(runs, length, options, naming)));
      return sites;
    },
  };
}

function sitesByCount(runs: Runs, length: number, options: TrackOptions, naming: Naming): SiteByCount {
  const most = mostValues(options);
  const sites: WrappedSite[] = [];
  return (count) => {
    const index = Math.min(count, most);
    const known = sites[index];
    if (known !== undefined && known.site.function === naming.qualified) return known;
    const values = parameterValues(options, length, index);
    return (sites[index] = { site: siteOf(runs, options, naming.qualified, values), read: values.read });
  };
}

/** Without a place in the source, which is not known at run time. */
function siteOf(runs: Runs, options: TrackOptions, qualified: string, { inputs, absent }: ParameterValues): Site {
  const {
    name = qualified,
    kind: spanKind,
    type,
    tracer,
    captureOutput,
    attributes,
    tags,
    message,
    level,
    newTrace,
    stream,
    redact,
  } = options;
  return withoutUndefined<Site>({
    name,
    runs,
    function: qualified,
    inputs,
    absent: absent.length > 0 ? absent : undefined,
    type,
    tracer,
    spanKind,
    captureOutput,
    ...ownLimits(options),
    attributes,
    tags,
    message,
    level,
    newTrace,
    stream,
    redact,
  });
}

/** What stands before the name of an accessor. */
export type MemberPrefix = '' | 'get ' | 'set ';

/** `run`, `#step`, `[Symbol.iterator]`: the name of a class member from its key. */
export function classMemberName(key: string | symbol, prefix: MemberPrefix = ''): string {
  return prefix + (typeof key === 'symbol' ? `[${key.description ?? ''}]` : key);
}
