/** Ten tracked functions of every kind; nothing uses them. */
export const tenFunctions = `
/** @track type=tool */
export function sync(a: number, { b = 1 } = {}): number { return a + b; }
/** @track type=llm name="ask the model" ignore=apiKey */
export async function ask(question: string, apiKey: string): Promise<string> { return question + apiKey; }
/** @track */
export function* count(n: number): Generator<number> { for (let i = 0; i < n; i++) yield i; }
/** @track aggregate=join */
export async function* stream(n: number): AsyncGenerator<number> { for (let i = 0; i < n; i++) yield i; }
export const join = (items: readonly number[]): string => items.join('');
/** @track attributes.team=core tags=a,b */
export const arrow = (a: number): number => a;
/** @track message="Loading {id}" */
export const load = async (id: number): Promise<number> => id;
/** @track type=agent */
export class Agent {
  async run(goal: string): Promise<string> { return this.#step(goal); }
  #step(goal: string): string { return goal; }
  static create(): Agent { return new Agent(); }
  async *tokens(n: number): AsyncGenerator<number> { for (let i = 0; i < n; i++) yield i; }
}
`;
