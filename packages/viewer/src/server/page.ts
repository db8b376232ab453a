import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';

let page: string | undefined;

/** The page, as the build has written it: one file with all that it needs. */
export function pageHtml(): string {
  return (page ??= readFileSync(new URL('../../dist/page.html', import.meta.url), 'utf8'));
}

/** The page's own policy, which browsers also read from its head; only a header can say who may show it in a frame. */
export function pageHeaders(html: string): Readonly<Record<string, string>> {
  const [, policy = "default-src 'none'"] = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html) ?? [];
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `${policy}; frame-ancestors 'self'`,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-cache',
    etag: `"${createHash('sha256').update(html).digest('base64url').slice(0, 16)}"`,
  };
}

/** Where the page looks for traces that it was given; base64 has no character that HTML reads. */
const place = '<script id="traces" type="application/gzip"></script>';

/** The page with traces in it, which needs no server: chunks of what `packed` gives. */
export async function pageWith(chunks: Iterable<string>): Promise<string> {
  const gzip = Readable.from(chunks).pipe(createGzip());
  const base64 = Buffer.concat(await gzip.toArray()).toString('base64');
  return pageHtml().replace(place, () => place.replace('></', () => `>${base64}</`));
}
