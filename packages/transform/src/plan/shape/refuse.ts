import type { FoundFunction } from '../../find/function.ts';
import type { ProblemCode } from '../../problem.ts';
import type { Refused } from '../plan.ts';

/** `why` continues the name of the function. */
export function refuse({ name, position }: FoundFunction, code: ProblemCode, why: string, remedy: string): Refused {
  const finding = { code, message: `${name} ${why}`, remedy, start: position, end: position + 1 };
  return { shape: 'refused', finding };
}
