// Every kind of call: each tracked function is named for what it is, and calls `child`. Name → `run`, which is handed the
// clients, and what the span says.
import { clients } from './clients.mjs';
import { consumed } from './consumed.mjs';
import { moreOfClients } from './more-clients.mjs';
import { settled } from './settled.mjs';
import { open, pending } from './shutdown.mjs';

export const calls = { ...settled, ...consumed, ...clients, ...pending };

/** More of what model clients return, and of what is open when tracking stops. */
export const more = { ...moreOfClients, ...open };
