import {
  catchError,
  combineLatest,
  concatMap,
  debounceTime,
  defer,
  from,
  groupBy,
  interval,
  lastValueFrom,
  map,
  mergeMap,
  of,
  reduce,
  retry,
  share,
  Subject,
  switchMap,
  take,
  throwError,
  timer,
  toArray,
  zip,
} from 'rxjs';
import { TestScheduler } from 'rxjs/testing';

const all = (stream) => lastValueFrom(stream.pipe(toArray()));
let tries = 0;
const failing = defer(() => (++tries < 3 ? throwError(() => new TypeError(`try ${tries}`)) : of('third time')));
const words = from(['agent', 'tool', 'answer', 'token']);
const subject = new Subject();
const shared = subject.pipe(share());
const seen = [];
shared.subscribe((value) => seen.push(['a', value]));
shared.subscribe({ next: (value) => seen.push(['b', value]), complete: () => seen.push('done') });
subject.next(1);
subject.complete();
const marbles = [];
new TestScheduler((actual, expected) => marbles.push(JSON.stringify(actual) === JSON.stringify(expected))).run(
  ({ cold, expectObservable }) => {
    expectObservable(cold('ab--c|').pipe(debounceTime(2))).toBe('---b--(c|)');
    expectObservable(
      interval(3).pipe(
        take(3),
        switchMap((n) => timer(1).pipe(map(() => n))),
      ),
    ).toBe(
      '----0--1--(2|)',
      [0, 1, 2].reduce((all, n) => ({ ...all, [n]: n }), {}),
    );
  },
);
export const result = {
  retried: await all(failing.pipe(retry(5))),
  caught: await all(throwError(() => new RangeError('no')).pipe(catchError((error) => of(error.name)))),
  groups: await all(
    words.pipe(
      groupBy((word) => word[0]),
      mergeMap((group) =>
        group.pipe(
          reduce((sum, word) => sum + word.length, 0),
          map((sum) => [group.key, sum]),
        ),
      ),
    ),
  ),
  zipped: await all(zip(words, interval(1)).pipe(concatMap(async (pair) => pair.join(':')))),
  combined: await all(combineLatest([of(1, 2), of('x', 'y')])),
  seen,
  marbles,
};
