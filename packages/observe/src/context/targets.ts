/** Where a trace may be carried to. */
export interface PropagationTargets {
  /** Origins, hosts, or beginnings of URLs, and patterns; empty stands for the default. */
  readonly propagateTo: readonly (string | RegExp)[];
  /** The origin of the page; undefined outside of browsers. */
  readonly ownOrigin: string | undefined;
}

// Loopback, addresses that no router takes to the internet (RFC 1918, 4193, 6598), and names that only a private network knows.
const privateHost =
  /^(?:localhost|.*\.localhost|127\.\d+\.\d+\.\d+|\[?::1\]?|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+|172\.(?:1[6-9]|2\d|3[01])\.\d+\.\d+|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.\d+\.\d+|\[?f[cd][\da-f]{2}:.*|[^.:]+|.*\.(?:local|internal|svc|svc\.cluster\.local|home\.arpa))$/i;

/**
 * Whether a request to a URL carries the trace: by what the program lists, else to the page's own origin, loopback and private
 * networks. Ids of sessions and users must not reach model providers.
 *
 * @example
 * isTarget('https://api.openai.com/v1', { propagateTo: [], ownOrigin: undefined }); // false
 */
export function isTarget(url: string, { propagateTo, ownOrigin }: PropagationTargets): boolean {
  if (!URL.canParse(url)) return false;
  const { origin, hostname, href } = new URL(url);
  if (origin === ownOrigin) return true;
  if (propagateTo.length === 0) return privateHost.test(hostname);
  return propagateTo.some((target) =>
    typeof target === 'string' ? matches(target, { origin, hostname, href }) : matchesPattern(target, href),
  );
}

function matches(target: string, { origin, hostname, href }: Pick<URL, 'origin' | 'hostname' | 'href'>): boolean {
  if (target === '*' || target === hostname || target === origin) return true;
  // `https://api.example.com` must not mean `https://api.example.com.evil.example`.
  return target.includes('://') && href.startsWith(target.endsWith('/') ? target : `${target}/`);
}

function matchesPattern(pattern: RegExp, href: string): boolean {
  pattern.lastIndex = 0;
  return pattern.test(href);
}
