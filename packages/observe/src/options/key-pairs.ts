/** `a=b,c=d`, percent-encoded. OpenTelemetry specification, and W3C Baggage */
export function keyPairs(source: string): Readonly<Record<string, string>> {
  const pairs = source.split(',').flatMap((pair) => {
    const split = pair.indexOf('=');
    const key = pair.slice(0, Math.max(split, 0)).trim();
    return key === '' ? [] : [[decoded(key), decoded(pair.slice(split + 1).trim())] as const];
  });
  return Object.fromEntries(pairs);
}

/** Whether each part has a name and a value; one that is empty counts as none. */
export function arePairs(source: string): boolean {
  return source.split(',').every((pair) => pair.trim() === '' || pair.trim().indexOf('=') > 0);
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    // Not encoded after all: a lone percent sign stands for itself.
    return value;
  }
}
