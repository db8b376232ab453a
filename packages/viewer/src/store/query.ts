/** What is asked of a list of traces, as it is typed; each part narrows it. */
export interface Query {
  /** Words that some span of the trace has: in its name, its attributes, its events, its error. */
  readonly words: readonly string[];
  /** A part of a span's name. */
  readonly names: readonly string[];
  /** `llm`, `tool`, `agent`, …: some span is of it. */
  readonly types: readonly string[];
  readonly services: readonly string[];
  readonly hasError: boolean;
  readonly isOpen: boolean;
  readonly minMs: number | undefined;
  readonly maxMs: number | undefined;
  readonly minCostUsd: number | undefined;
  readonly minTokens: number | undefined;
}

/** What stands before a colon. */
const lists = { name: 'names', type: 'types', service: 'services' } as const;

/**
 * Reads a query as it is typed:
 *
 *   tomato "two words" name:search type:tool service:api error running >2s <500ms $>0.01 tokens>1000
 *
 * What is none of these is a word.
 */
export function parseQuery(typed: string): Query {
  const query = {
    words: [] as string[],
    names: [] as string[],
    types: [] as string[],
    services: [] as string[],
    hasError: false,
    isOpen: false,
    minMs: undefined as number | undefined,
    maxMs: undefined as number | undefined,
    minCostUsd: undefined as number | undefined,
    minTokens: undefined as number | undefined,
  };
  for (const part of wordsIn(typed)) {
    const [, key = '', value = ''] = /^(name|type|service):(.+)$/su.exec(part) ?? [];
    const [, sign, amount = '', unit = ''] = /^([<>])(\d*\.?\d+)(ms|s|m)?$/.exec(part) ?? [];
    const [, cost] = /^\$>(\d*\.?\d+)$/.exec(part) ?? [];
    const [, tokens] = /^tokens>(\d+)$/.exec(part) ?? [];
    if (part === 'error') query.hasError = true;
    else if (part === 'running') query.isOpen = true;
    else if (cost !== undefined) query.minCostUsd = Number(cost);
    else if (tokens !== undefined) query.minTokens = Number(tokens);
    else if (sign !== undefined) query[sign === '>' ? 'minMs' : 'maxMs'] = Number(amount) * (unitsInMs[unit] ?? 1);
    // Proof of the cast: the expression knows these keys only.
    else if (key !== '') query[lists[key as keyof typeof lists]].push(unquoted(value).toLowerCase());
    else query.words.push(unquoted(part));
  }
  return query;
}

const unitsInMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 };

/** The query with a part more, or without it when it is there. */
export function toggled(typed: string, part: string): string {
  const parts = wordsIn(typed);
  return (parts.includes(part) ? parts.filter((each) => each !== part) : [...parts, part]).join(' ');
}

/** What stands between spaces; quotes hold some together. */
export function wordsIn(typed: string): readonly string[] {
  return typed.match(/(?:"[^"]*"|[^\s"]|"(?=[^"]*$))+/gu) ?? [];
}

function unquoted(part: string): string {
  return part.replaceAll('"', '');
}
