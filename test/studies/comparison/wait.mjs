import { setTimeout as sleep } from 'node:timers/promises';

/** Long enough that a span's clock and the row's clock agree on what came first. */
const momentMs = 40;

/** Lets a moment pass and answers when it is over, in milliseconds since 1970. */
export async function aMoment() {
  await sleep(momentMs);
  return Date.now();
}

/** Waits until something holds, or for as long as that. Some libraries send before they let an error go on. */
export async function within(limitMs, holds) {
  const overMs = Date.now() + limitMs;
  do await aMoment();
  while (!holds() && Date.now() < overMs);
}
