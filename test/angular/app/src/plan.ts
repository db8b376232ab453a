/** @track type=tool */
export function plan(goal: string): string[] {
  return [goal, 'because'];
}

/** @track */
export const twice = <T>(value: T): T[] => [value, value];
