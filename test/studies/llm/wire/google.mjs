// Gemini's generateContent and embedContent.
import { json, sendInHalves } from './send.mjs';

const usageMetadata = {
  promptTokenCount: 10,
  candidatesTokenCount: 2,
  thoughtsTokenCount: 3,
  cachedContentTokenCount: 4,
  totalTokenCount: 15,
};
const head = { modelVersion: 'gemini-2.5-flash-001', responseId: 'resp_1' };

export const refusal = (message) => ({ error: { code: 400, message, status: 'INVALID_ARGUMENT' } });

/** `/v1beta/models/gemini-2.5-flash:generateContent` */
export const modelOf = ({ path }) => /models\/([^:]+):/.exec(path)?.[1];

export function answer({ path, body }, response) {
  const [, method] = path.split(':');
  if (method === 'countTokens') return json(response, 200, { totalTokens: 10 });
  if (method === 'batchEmbedContents') return json(response, 200, { embeddings: [{ values: [0.25, 0.5] }] });
  const parts = partsOf(body);
  if (method === 'generateContent') return json(response, 200, { ...head, ...candidate(parts, 'STOP'), usageMetadata });
  return streamChunks(modelOf({ path }), parts, response);
}

/** What is said, or the tools that are called; once they have answered, what is said. */
function partsOf({ tools, contents, generationConfig }) {
  const isAnswered = contents.some(({ parts }) => parts.some(({ functionResponse }) => functionResponse));
  if (tools !== undefined && !isAnswered)
    return [
      { functionCall: { name: 'weather', args: { city: 'Paris' } } },
      { functionCall: { name: 'weather', args: { city: 'Rome' } } },
    ];
  const said = [{ text: 'Grüß ' }, { text: 'dich 👋' }];
  return generationConfig?.thinkingConfig === undefined ? said : [{ text: 'How?', thought: true }, ...said];
}

function candidate(parts, finishReason) {
  const content = { parts, role: 'model' };
  return { candidates: [{ content, index: 0, ...(finishReason !== undefined && { finishReason }) }] };
}

async function streamChunks(model, parts, response) {
  const soFar = { promptTokenCount: 10, candidatesTokenCount: 1, totalTokenCount: 11 };
  const chunks = [
    ...parts.map((part) => ({ ...head, ...candidate([part]), usageMetadata: soFar })),
    { ...head, ...candidate([{ text: '' }], 'STOP'), usageMetadata },
  ];
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const lines = chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\r\n\r\n`);
  await sendInHalves(response, model, lines, 'data: {"candidates":\r\n\r\n');
}
