/** What an example may use without saying where it comes from. */
interface Given {
  readonly name: string;
  readonly text: string;
}

const anywhere: readonly Given[] = [
  { name: 'code', text: "const code: string = '/** @track typ=llm */ export async function ask(q) { return q; }';" },
  { name: 'file', text: "const file: string = 'src/ask.js';" },
  { name: 'source', text: "const source: string = 'export const ask = (q: string): string => q;';" },
  { name: 'diag', text: "import { diag } from '@opentelemetry/api';" },
  { name: 'instrument', text: "import { instrument } from '@bud/transform';" },
  {
    name: 'ai',
    text: "const ai = { generateText: async () => ({ text: 'Hello' }), streamText: () => ({}), embedMany: async () => [] };",
  },
  {
    name: 'secrets',
    text: "import { createSecretPolicy } from '@bud/value';\nconst secrets = createSecretPolicy({});",
  },
  {
    name: 'judge',
    text: `import { nameEvidence } from '../../../packages/value/src/secret/name.ts';
const judge = { evidence: nameEvidence, replace: () => '[REDACTED]' };`,
  },
  {
    name: 'options',
    text: `import { createSecretPolicy, json as asJson } from '@bud/value';
const options = { format: asJson, maxLength: 16_384, maxString: 4096, maxDepth: 10, maxItems: 10_000, secrets: createSecretPolicy({}) };`,
  },
  {
    name: 'terminal',
    text: `import { openTerminal } from '../../../packages/cli/src/terminal/terminal.ts';
const terminal = openTerminal({ write: () => true }, { write: () => true }, {});`,
  },
];

/** The source text of a program with a source map, for an example that reads one. */
const mapped = `const map = { version: 3, sources: ['../src/agent.ts'], sourcesContent: ['one();'], names: [], mappings: 'AAAA' };
const code: string = 'one();\\n//# sourceMappingURL=data:application/json;base64,' + Buffer.from(JSON.stringify(map)).toString('base64');
import { readInputMap } from '../../../packages/project/src/source-map/input-map.ts';`;

export function givens(source: string): readonly Given[] {
  return source.endsWith('map-origin.ts') ? [{ name: 'code', text: mapped }] : anywhere;
}
