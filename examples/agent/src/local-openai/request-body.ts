import type { IncomingMessage } from 'node:http';

import { ApiError } from './api-error.ts';

/** The JSON object in a request; throws an {@link ApiError} 400 when there is none. */
export async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const value = parseJson(Buffer.concat(chunks).toString('utf8'));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ApiError(400, 'The body of the request must be a JSON object.');
  }
  return { ...value };
}

/** Throws an {@link ApiError} unless the request names one of the models that can do this. */
export function requireModel(model: unknown, served: string): string {
  if (typeof model !== 'string' || model === '') {
    throw new ApiError(400, 'You must provide a model parameter.', { param: 'model' });
  }
  if (model !== served) {
    throw new ApiError(404, `The model \`${model}\` does not exist here; \`${served}\` does.`, {
      code: 'model_not_found',
      param: 'model',
    });
  }
  return model;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError(400, 'We could not parse the JSON body of your request.');
  }
}
