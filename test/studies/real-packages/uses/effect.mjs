import { Cause, Context, Data, Effect, Exit, Fiber, Layer, Option, pipe, Ref, Schedule, Schema, Stream } from 'effect';

class Missing extends Data.TaggedError('Missing') {}
let tries = 0;
const flaky = Effect.suspend(() => (++tries < 3 ? Effect.fail(new Missing({ tries })) : Effect.succeed('third')));
const counted = Effect.gen(function* () {
  const ref = yield* Ref.make(0);
  yield* Effect.forEach([1, 2, 3, 4], (n) => Ref.update(ref, (sum) => sum + n), { concurrency: 2 });
  return yield* Ref.get(ref);
});
const released = [];
const resource = Effect.acquireRelease(
  Effect.sync(() => 'open'),
  () => Effect.sync(() => void released.push('closed')),
);
const scoped = Effect.scoped(Effect.flatMap(resource, () => Effect.fail('inside')));
const User = Schema.Struct({ name: Schema.String, age: Schema.NumberFromString });
const decode = Schema.decodeUnknownExit(User);
const interrupted = Effect.gen(function* () {
  const fiber = yield* Effect.forkChild(
    Effect.onInterrupt(Effect.never, () => Effect.sync(() => released.push('interrupted'))),
  );
  yield* Effect.yieldNow;
  return Exit.isFailure(yield* Effect.exit(Effect.andThen(Fiber.interrupt(fiber), Fiber.join(fiber))));
});
export const result = {
  retried: await Effect.runPromise(Effect.retry(flaky, Schedule.recurs(5))),
  counted: await Effect.runPromise(counted),
  failure: Exit.match(await Effect.runPromiseExit(scoped), {
    onSuccess: String,
    onFailure: (cause) => Cause.pretty(cause).split('\n')[0],
  }),
  interrupted: await Effect.runPromise(interrupted),
  released,
  stream: await Effect.runPromise(
    Stream.runCollect(
      pipe(
        Stream.range(1, 20),
        Stream.filter((n) => n % 3 === 0),
        Stream.mapEffect((n) => Effect.succeed(n * n)),
        Stream.take(4),
      ),
    ),
  ),
  decoded: Exit.isSuccess(decode({ name: 'a', age: '3' })) && Exit.isFailure(decode({ name: 1 })),
  option: pipe(
    Option.some(2),
    Option.map((n) => n + 1),
    Option.filter((n) => n > 5),
    Option.getOrElse(() => 'none'),
  ),
  missing: await Effect.runPromise(
    Effect.catchTag(Effect.fail(new Missing({ id: 1 })), 'Missing', (error) => Effect.succeed(error._tag)),
  ),
};
void [Context, Layer];
