import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Collects garbage, and lets finalizers run, until `isDone` or until that is not to be expected any more. */
export async function collectGarbage(isDone: () => boolean): Promise<void> {
  for (let turn = 0; turn < 50 && !isDone(); turn += 1) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
