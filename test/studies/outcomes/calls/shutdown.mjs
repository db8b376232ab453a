// Calls that are not over when tracking stops.
import { call } from '../times.mjs';
import { child } from './child.mjs';
import { letters } from './letters.mjs';

export const pending = {
  'pending at shutdown': {
    expected: ['UNSET', 'shutdown'],
    isOpenAtTheEnd: true,
    async run() {
      const never = /** @track name="pending at shutdown" */ () => (child(), new Promise(() => {}));
      globalThis.pending = call('pending at shutdown', never);
    },
  },
};

export const open = {
  'unread at shutdown': {
    expected: ['UNSET', 'shutdown', 0],
    isOpenAtTheEnd: true,
    async run() {
      const open = /** @track name="unread at shutdown" */ () => (child(), letters());
      globalThis.unread = call('unread at shutdown', open);
    },
  },
  'midway at shutdown': {
    expected: ['UNSET', 'shutdown', 1],
    isOpenAtTheEnd: true,
    async run() {
      const items = /** @track name="midway at shutdown" */ function* () {
        child();
        yield 1;
        yield 2;
      };
      globalThis.midway = call('midway at shutdown', items);
      globalThis.midway.next();
    },
  },
};
