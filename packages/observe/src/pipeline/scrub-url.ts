// OpenTelemetry semantic conventions, URL and HTTP, old and new
const urlAttribute = /^(?:url\.(?:full|query)|http\.(?:url|target))$/;

// A parameter of a query: its name with what is around it, its value.
const parameter = /((?:^|[?&])[^=?&#\s]*=)([^&#\s]+)/g;

/** Whether an attribute is a URL, or the query of one. */
export function isUrl(key: string): boolean {
  return urlAttribute.test(key);
}

/**
 * A URL without secrets in the values of its query, which are percent-encoded: a `Bearer%20…` or a private key shows only
 * when they are decoded. A value in which nothing is found stays as it was, to the byte.
 */
export function scrubQuery(url: string, hide: (string: string) => string): string {
  return url.replace(parameter, (whole, before: string, encoded: string) => {
    const value = decoded(encoded);
    if (value === undefined) return whole;
    const shown = hide(value);
    return shown === value ? whole : before + encodeURIComponent(shown);
  });
}

/** Undefined when there is nothing to decode, or it is no encoding. */
function decoded(encoded: string): string | undefined {
  if (!encoded.includes('%')) return undefined;
  try {
    return decodeURIComponent(encoded.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}
