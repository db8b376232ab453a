// Calls that are over when they return, throw, or when a promise settles.
import { setTimeout as sleep } from 'node:timers/promises';
import { call, through } from '../times.mjs';
import { child } from './child.mjs';

const ignore = () => {};

class Query {
  constructor(outcome) {
    this.outcome = outcome;
  }
  // oxlint-disable-next-line unicorn/no-thenable -- a thenable is what this is
  then(onValue, onError) {
    return this.outcome().then(onValue, onError);
  }
  catch(onError) {
    return this.outcome().catch(onError);
  }
}

export const settled = {
  returns: {
    expected: ['OK'],
    async run() {
      const add = /** @track name="returns" */ (a, b) => (child(), a + b);
      call('returns', () => add(1, 2));
      through('returns');
    },
  },
  throws: {
    expected: ['ERROR', 'error'],
    async run() {
      const refuse = /** @track name="throws" */ () => {
        child();
        throw new TypeError('no');
      };
      try {
        call('throws', refuse);
      } catch {
        through('throws');
      }
    },
  },
  'throws a redirect': {
    expected: ['UNSET', 'control-flow'],
    async run() {
      const redirect = /** @track name="throws a redirect" */ () => {
        child();
        throw Object.assign(new Error('NEXT_REDIRECT'), { digest: 'NEXT_REDIRECT;replace;/login;307;' });
      };
      try {
        call('throws a redirect', redirect);
      } catch {
        through('throws a redirect');
      }
    },
  },
  'throws a promise': {
    expected: ['UNSET', 'control-flow'],
    async run() {
      const suspend = /** @track name="throws a promise" */ () => {
        child();
        throw Promise.resolve();
      };
      try {
        call('throws a promise', suspend);
      } catch {
        through('throws a promise');
      }
    },
  },
  'async, returns': {
    expected: ['OK'],
    async run() {
      const ask = /** @track name="async, returns" */ async () => {
        await sleep(5);
        child();
        return 'yes';
      };
      await call('async, returns', ask);
      through('async, returns');
    },
  },
  'async, throws': {
    expected: ['ERROR', 'error'],
    async run() {
      const fail = /** @track name="async, throws" */ async () => {
        await sleep(5);
        child();
        throw new Error('no');
      };
      await call('async, throws', fail).catch(() => through('async, throws'));
    },
  },
  'async, aborted': {
    expected: ['UNSET', 'aborted'],
    async run() {
      const wait = /** @track name="async, aborted" */ async (signal) => {
        child();
        await sleep(1000, undefined, { signal });
      };
      const abort = new AbortController();
      const waiting = call('async, aborted', () => wait(abort.signal)).catch(() => through('async, aborted'));
      setTimeout(() => abort.abort(), 5);
      await waiting;
    },
  },
  'promise, awaited at once': {
    expected: ['OK'],
    async run() {
      const load = /** @track name="promise, awaited at once" */ () => (child(), sleep(5, 'row'));
      await call('promise, awaited at once', load);
      through('promise, awaited at once');
    },
  },
  'promise, slow, awaited first': {
    expected: ['OK'],
    async run() {
      const slow = /** @track name="promise, slow, awaited first" */ () => {
        child();
        return sleep(40).then(() => through('promise, slow, awaited first'));
      };
      const fast = /** @track name="promise, fast, awaited last" */ () => {
        child();
        return sleep(5).then(() => through('promise, fast, awaited last'));
      };
      const [a, b] = [call('promise, slow, awaited first', slow), call('promise, fast, awaited last', fast)];
      await a;
      await b;
    },
  },
  'promise, fast, awaited last': { expected: ['OK'], async run() {} },
  'rejection, handled late': {
    expected: ['ERROR', 'error'],
    async run() {
      const lose = /** @track name="rejection, handled late" */ () => {
        child();
        return sleep(5).then(() => {
          through('rejection, handled late');
          throw new Error('lost');
        });
      };
      const lost = call('rejection, handled late', lose);
      await sleep(30);
      await lost.catch(ignore);
    },
  },
  'rejection, never handled': {
    expected: ['ERROR', 'error'],
    isUnhandled: true,
    async run() {
      const lose = /** @track name="rejection, never handled" */ () => {
        child();
        return sleep(5).then(() => {
          through('rejection, never handled');
          throw new Error('never handled');
        });
      };
      void call('rejection, never handled', lose);
      await sleep(30);
    },
  },
  'promise, frozen': {
    expected: ['UNSET'],
    async run() {
      const freeze = /** @track name="promise, frozen" */ () => (child(), Object.freeze(sleep(5)));
      const frozen = call('promise, frozen', freeze);
      through('promise, frozen');
      await frozen;
    },
  },
  'thenable, awaited': {
    expected: ['OK'],
    async run() {
      const find = /** @track name="thenable, awaited" */ () => (child(), new Query(() => sleep(5, 'row')));
      await call('thenable, awaited', find);
      through('thenable, awaited');
    },
  },
  'thenable, only caught': {
    expected: ['ERROR', 'error'],
    async run() {
      const fail = () => sleep(5).then(() => Promise.reject(new Error('400')));
      const find = /** @track name="thenable, only caught" */ () => (child(), new Query(fail));
      await call('thenable, only caught', find).catch(() => through('thenable, only caught'));
    },
  },
  'thenable, never asked': {
    expected: ['UNSET', 'abandoned'],
    needsCollection: true,
    async run() {
      const find = /** @track name="thenable, never asked" */ () => (child(), new Query(() => sleep(5)));
      (() => void call('thenable, never asked', find))();
      through('thenable, never asked');
    },
  },
};
