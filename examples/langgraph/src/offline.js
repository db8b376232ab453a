/** Stands in for OpenAI, so that the example runs without a key: it asks for the weather, then it answers. */
export async function answerOffline(_url, { body }) {
  const { messages } = JSON.parse(body);
  const hasWeather = messages.some(({ role }) => role === 'tool');
  return Response.json({
    id: hasWeather ? 'chatcmpl-2' : 'chatcmpl-1',
    created: 1_764_201_600,
    model: 'gpt-4o-mini-2024-07-18',
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          ...(hasWeather ? { content: 'Yes, it is sunny.' } : { content: null, tool_calls: [call] }),
        },
        finish_reason: hasWeather ? 'stop' : 'tool_calls',
      },
    ],
    usage: hasWeather
      ? { prompt_tokens: 95, completion_tokens: 8, total_tokens: 103 }
      : { prompt_tokens: 62, completion_tokens: 15, total_tokens: 77 },
  });
}

const call = { id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{"city":"Rome"}' } };
