/**
 * URLs that make no spans: paths that begin with `/` and what is below them, beginnings of URLs, and patterns for the whole URL.
 *
 * @example
 * isExcluded('http://localhost:3000/health', ['/health']); // true
 */
export function isExcluded(url: string, excluded: readonly (string | RegExp)[]): boolean {
  if (excluded.length === 0 || !URL.canParse(url)) return false;
  const { pathname } = new URL(url);
  return excluded.some((each) => {
    if (typeof each !== 'string') {
      each.lastIndex = 0;
      return each.test(url);
    }
    if (!each.startsWith('/')) return url.startsWith(each);
    return pathname === each || pathname.startsWith(each.endsWith('/') ? each : `${each}/`);
  });
}

/** What Node's HTTP client is told of a request. */
export interface OutgoingRequest {
  readonly protocol?: string | null | undefined;
  readonly host?: string | null | undefined;
  readonly hostname?: string | null | undefined;
  readonly port?: number | string | null | undefined;
  readonly path?: string | null | undefined;
}

/** The URL of a request that Node's HTTP client makes. */
export function urlOfOutgoing({ protocol, host, hostname, port, path }: OutgoingRequest): string {
  const name = hostname ?? host?.replace(/:\d+$/, '') ?? 'localhost';
  return `${protocol ?? 'http:'}//${name}${port === undefined || port === null || port === '' ? '' : `:${port}`}${path ?? '/'}`;
}
