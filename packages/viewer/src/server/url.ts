import type { IncomingMessage } from 'node:http';

/** What a request asks for: a path and its parameters; undefined where that is none. Anybody can send anything. */
export function urlOf({ url = '' }: IncomingMessage): URL | undefined {
  const whole = `http://viewer${url}`;
  return url.startsWith('/') && URL.canParse(whole) ? new URL(whole) : undefined;
}
