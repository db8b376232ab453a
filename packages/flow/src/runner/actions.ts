import type { FlowAction, NodeFlow } from './action.ts';
import { checkNodes } from './check-nodes.ts';
import { obsActions } from './observe.ts';
import { valueAt } from './placeholders.ts';

/** A string that an action needs. */
function wanted(input: Readonly<Record<string, unknown>>, name: string): string {
  const { [name]: value } = input;
  if (typeof value !== 'string') throw new TypeError(`\`with.${name}\` must be a string.`);
  return value;
}

/** What every runner can do, by the names that nodes use. */
export const builtInActions: Readonly<Record<string, FlowAction>> = {
  async 'llm.call'(input, flow) {
    const answer = await flow.services.llm({ ...input, prompt: wanted(input, 'prompt') }, flow.signal);
    const { text, inputTokens, outputTokens, costUsd } = answer;
    flow.setAttributes({
      'gen_ai.operation.name': 'chat',
      'gen_ai.request.model': input['model'],
      'gen_ai.usage.input_tokens': inputTokens,
      'gen_ai.usage.output_tokens': outputTokens,
      'gen_ai.usage.cost': costUsd,
    });
    return text;
  },
  async 'http.get'(input, flow) {
    const response = await fetched(input, flow);
    const body = await response.text();
    flow.metric('http.get', { status: response.status, bytes: body.length });
    if (!response.ok) throw new Error(`${wanted(input, 'url')} answered ${response.status}`);
    return { status: response.status, body };
  },
  async 'web.read'(input, flow) {
    const html = await (await fetched(input, flow)).text();
    const text = textOfPage(html);
    flow.metric('web.read', { bytes: html.length, characters: text.length });
    return { title: /<title[^>]*>([^<]*)/i.exec(html)?.[1]?.trim() ?? '', text };
  },
  async 'file.read'(input, flow) {
    const text = await flow.services.files.read(wanted(input, 'path'));
    flow.metric('file.read', { characters: text.length });
    return text;
  },
  async 'file.write'(input, flow) {
    const text = wanted(input, 'text');
    await flow.services.files.write(wanted(input, 'path'), text);
    flow.metric('file.write', { characters: text.length });
  },
  'memory.get'(input, flow) {
    const value = flow.services.memory.get(wanted(input, 'key'));
    flow.metric('memory.get', { hits: value === undefined ? 0 : 1 });
    return value;
  },
  'memory.set'(input, flow) {
    flow.services.memory.set(wanted(input, 'key'), input['value']);
    flow.metric('memory.set', { entries: flow.services.memory.size });
  },
  'json.parse': (input, flow) => {
    const text = wanted(input, 'text');
    flow.metric('json.parse', { characters: text.length });
    return JSON.parse(text) as unknown;
  },
  'json.pick': (input, flow) => {
    const member = valueAt(input['value'], wanted(input, 'path'));
    flow.metric('json.pick', { hits: member === undefined ? 0 : 1 });
    return member;
  },
  'json.write': (input, flow) => {
    // Of a value that no JSON has, it makes nothing.
    const text = JSON.stringify(input['value']) as string | undefined;
    flow.metric('json.write', { characters: text?.length ?? 0 });
    return text;
  },
  async 'flow.nodes'(input, flow) {
    await flow.runNodes(checkNodes(input['nodes']));
  },
  ...obsActions,
};

async function fetched(input: Readonly<Record<string, unknown>>, flow: NodeFlow): Promise<Response> {
  return await flow.services.fetch(wanted(input, 'url'), { signal: flow.signal });
}

function textOfPage(html: string): string {
  return html
    .replaceAll(/<(script|style|head)\b[^]*?<\/\1>/gi, ' ')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
