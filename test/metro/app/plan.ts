/** @track type=tool */
export async function plan(goal: string): Promise<string> {
  await null;
  return `${goal}!`;
}

/** @track */
export function* steps(count: number): Generator<number> {
  for (let step = 0; step < count; step += 1) yield step;
}
