import { lineOf, logLine, noon, type WrittenSpan } from './otlp.ts';

/** What an agent for a garden did, three times: it went well, it failed, and it went well with another prompt. */
export function gardenLines(): readonly string[] {
  return [
    lineOf(
      1,
      garden({ prompt: 'You plan gardens. Answer in one sentence.', answer: 'Plant tomatoes in May.', scale: 1 }),
      noon - 500_000,
    ),
    lineOf(2, failed(), noon - 300_000),
    lineOf(
      3,
      garden({
        prompt: 'You plan gardens in Vienna. Be brief.',
        answer: 'Plant tomatoes after the Ice Saints.',
        scale: 1.4,
      }),
    ),
    logLine(3, 3, 700, 9, 'asking the forecast of Vienna'),
    logLine(3, 5, 2400, 13, 'rate limit is near: 3 requests left'),
    lineOf(
      4,
      [
        {
          id: 1,
          name: 'POST /orders',
          at: 0,
          ms: 48.2,
          kind: 2,
          attributes: { 'http.request.method': 'POST', 'url.path': '/orders' },
        },
        {
          id: 2,
          parent: 1,
          name: 'INSERT orders',
          at: 4,
          ms: 31.7,
          kind: 3,
          attributes: { 'db.system.name': 'postgresql', 'db.query.text': 'insert into orders values ($1)' },
        },
      ],
      noon - 200_000,
      'orders',
    ),
  ];
}

/** The log of the flow that failed, as `@bud/flow` writes it. */
export function gardenFlowLines(): readonly string[] {
  const line = (at: number, span: number, node: string, event: object): string =>
    JSON.stringify({
      flow_id: 'garden-2',
      span_id: span.toString(16).padStart(16, '0'),
      node,
      level: 'info',
      timestamp: (noon - 300_000 + at) / 1000,
      data: {},
      metrics: {},
      ...event,
    });
  const failed = { level: 'error', event_type: 'error', message: 'RangeError: no forecast for Atlantis' };
  return [
    line(0, 11, 'flow.answer', { event_type: 'entry', data: { question: 'What grows in Atlantis?' } }),
    line(1204, 11, 'llm.chat', { event_type: 'metric', metrics: { duration_ms: 1198, tokens: 460, cost_usd: 0.0001 } }),
    line(1210, 12, 'tool.forecast', { event_type: 'entry', data: { city: 'Atlantis' } }),
    line(1470, 12, 'tool.forecast', { ...failed, metrics: { duration_ms: 260 } }),
    line(1480, 11, 'flow.answer', { ...failed, metrics: { duration_ms: 1480 } }),
  ];
}

const question = 'When do I plant tomatoes?';

function garden({
  prompt,
  answer,
  scale,
}: {
  readonly prompt: string;
  readonly answer: string;
  readonly scale: number;
}): readonly WrittenSpan[] {
  const call = { type: 'tool_call', id: 'call_1', name: 'forecast', arguments: { city: 'Vienna', days: 7 } };
  const forecast = {
    city: 'Vienna',
    days: [
      { day: 'Mon', highestC: 19, rain: false },
      { day: 'Tue', highestC: 23, rain: true },
    ],
  };
  const asked = [{ role: 'user', parts: [{ type: 'text', content: question }] }];
  const called = {
    role: 'assistant',
    parts: [{ type: 'reasoning', content: 'Frost decides. I should look at the forecast.' }, call],
    finish_reason: 'tool_call',
  };
  const said = { role: 'assistant', parts: [{ type: 'text', content: answer }], finish_reason: 'stop' };
  const result = { role: 'tool', parts: [{ type: 'tool_call_response', id: 'call_1', response: forecast }] };
  const system = [{ type: 'text', content: prompt }];
  const at = (ms: number): number => ms * scale;
  return [
    {
      id: 1,
      name: 'answer',
      at: 0,
      ms: at(4200),
      attributes: {
        ...place('src/agent.ts', 12, 'answer'),
        'bud.track.type': 'agent',
        'bud.track.input.question': question,
        'bud.track.output': answer,
      },
    },
    {
      id: 2,
      parent: 1,
      name: 'chat gpt-4o-mini',
      at: at(60),
      ms: at(1240),
      kind: 3,
      attributes: chat(system, asked, [called], [412, 38, 0.0000846]),
    },
    {
      id: 3,
      parent: 1,
      name: 'execute_tool forecast',
      at: at(1320),
      ms: at(860),
      attributes: {
        ...place('src/tools.ts', 31, 'forecast'),
        'gen_ai.operation.name': 'execute_tool',
        'gen_ai.tool.call.arguments': JSON.stringify(call.arguments),
        'gen_ai.tool.call.result': JSON.stringify(forecast),
      },
    },
    {
      id: 4,
      parent: 3,
      name: 'GET',
      at: at(1340),
      ms: at(790),
      kind: 3,
      attributes: {
        'http.request.method': 'GET',
        'url.full': 'http://127.0.0.1:8080/forecast?city=Vienna',
        'http.response.status_code': 200,
      },
    },
    {
      id: 6,
      parent: 1,
      name: 'search notes',
      at: at(1330),
      ms: at(420),
      attributes: {
        ...place('src/search-notes.ts', 8, 'searchNotes'),
        'bud.track.type': 'retriever',
        'bud.track.input.query': 'tomato',
        'bud.track.output': '[{"note":"tomatoes hate frost","score":0.91}]',
        'bud.json_schema': ['bud.track.output'],
      },
    },
    {
      id: 5,
      parent: 1,
      name: 'chat gpt-4o-mini',
      at: at(2230),
      ms: at(1900),
      kind: 3,
      attributes: chat(system, [...asked, called, result], [said], [655, 21, 0.00011085]),
    },
  ];
}

function failed(): readonly WrittenSpan[] {
  const stack = [
    'RangeError: no forecast for Atlantis',
    '    at forecast (/srv/garden/src/tools.ts:35:11)',
    '    at async answer (/srv/garden/src/agent.ts:20:18)',
    '    at process.processTicksAndRejections (node:internal/process/task_queues:105:5)',
  ].join('\n');
  const exception = (at: number): NonNullable<WrittenSpan['events']> => [
    {
      name: 'exception',
      at,
      attributes: {
        'exception.type': 'RangeError',
        'exception.message': 'no forecast for Atlantis',
        'exception.stacktrace': stack,
      },
    },
  ];
  return [
    {
      id: 11,
      name: 'answer',
      at: 0,
      ms: 1480,
      error: 'no forecast for Atlantis',
      events: exception(1479),
      attributes: {
        ...place('src/agent.ts', 12, 'answer'),
        'bud.track.type': 'agent',
        'bud.track.input.question': 'What grows in Atlantis?',
        'error.type': 'RangeError',
      },
    },
    {
      id: 12,
      parent: 11,
      name: 'execute_tool forecast',
      at: 1210,
      ms: 260,
      error: 'no forecast for Atlantis',
      events: exception(1468),
      attributes: {
        ...place('src/tools.ts', 31, 'forecast'),
        'gen_ai.operation.name': 'execute_tool',
        'gen_ai.tool.call.arguments': '{"city":"Atlantis"}',
        'error.type': 'RangeError',
      },
    },
  ];
}

function chat(
  system: unknown,
  input: unknown,
  output: unknown,
  [inputTokens, outputTokens, cost]: readonly [number, number, number],
): Readonly<Record<string, unknown>> {
  return {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'openai',
    'gen_ai.request.model': 'gpt-4o-mini',
    'gen_ai.system_instructions': JSON.stringify(system),
    'gen_ai.input.messages': JSON.stringify(input),
    'gen_ai.output.messages': JSON.stringify(output),
    'gen_ai.usage.input_tokens': inputTokens,
    'gen_ai.usage.output_tokens': outputTokens,
    'gen_ai.usage.cost': cost,
  };
}

function place(file: string, line: number, name: string): Readonly<Record<string, unknown>> {
  return { 'code.file.path': file, 'code.line.number': line, 'code.function.name': name };
}
