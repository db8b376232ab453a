import type { Plain } from './plain.ts';

/** What requests of several clients call the same. */
const shared: Readonly<Record<string, string>> = {
  temperature: 'gen_ai.request.temperature',
  top_p: 'gen_ai.request.top_p',
  top_k: 'gen_ai.request.top_k',
  frequency_penalty: 'gen_ai.request.frequency_penalty',
  presence_penalty: 'gen_ai.request.presence_penalty',
  seed: 'gen_ai.request.seed',
  stream: 'gen_ai.request.stream',
};

/** The parameters of a request as attributes: what it has, with `own` for what this format calls otherwise. */
export function parametersOf(body: Plain, own: Plain): Plain {
  const common = Object.entries(shared).map(([key, name]) => [name, body[key]] as const);
  return Object.fromEntries(
    [...common, ...Object.entries(own)].filter(([, value]) => value !== undefined && value !== null),
  );
}
