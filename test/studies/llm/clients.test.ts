import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { recordCalls } from '../../../packages/llm/test/recorded.ts';
import { install } from '../../install.mjs';
import * as ai from './clients/ai.mjs';
import * as anthropic from './clients/anthropic.mjs';
import * as bedrock from './clients/bedrock.mjs';
import * as cohere from './clients/cohere.mjs';
import * as googleGenai from './clients/google-genai.mjs';
import * as groq from './clients/groq.mjs';
import * as mistral from './clients/mistral.mjs';
import * as ollama from './clients/ollama.mjs';
import { expectMessageShapes } from './message-shape.ts';
import { startModelServer } from './model-server.mjs';
import { comparable, seenBy } from './ways.mjs';

// The newest major of each client; `openai` is tried in `packages/llm/test`, and all majors are by `npm run study -- llm`.
const newest = {
  'ai-7': ai,
  'anthropic-1': anthropic,
  'bedrock-3-1164': bedrock,
  'cohere-8': cohere,
  'google-genai-2': googleGenai,
  'groq-1': groq,
  'mistral-2': mistral,
  'ollama-0': ollama,
};

setFlagsFromString('--expose-gc');
// Proof of the cast: that is what the flag makes of every context that begins after it.
const collectGarbage = runInNewContext('gc') as () => void;

let server: Awaited<ReturnType<typeof startModelServer>>;
beforeAll(async () => {
  await install('test/studies/llm');
  server = await startModelServer();
}, 240_000);
afterAll(() => server.close());

describe.each(Object.entries(newest))(
  'a caller of %s sees no difference',
  (name, { classOf, clientOf, forms, instrumented, tokens }) => {
    test.each(Object.entries(forms))('%s', async (_way, form) => {
      // Proof of the cast: the module of a package that is installed beside this file.
      const Client = classOf((await import(name)) as never);
      const client = clientOf(Client, server);
      const observe = async (): Promise<readonly string[]> => {
        server.bodies.length = 0;
        return [await seenBy(form, { client, Client }), comparable(server.bodies)];
      };
      const plain = await observe();
      const recorded = recordCalls({ captureContent: true }, instrumented({ Client, client }));
      expect(await observe()).toEqual(plain);
      await vi.waitFor(
        () => {
          // A promise that its function may have handled is known to have failed, or not, once nobody holds it any more.
          collectGarbage();
          expect(recorded.tracking.openCount).toBe(0);
        },
        { timeout: 20_000 },
      );
      expect(recorded.tracking.failureCount).toBe(0);
      for (const { attributes } of recorded.spans) {
        expectMessageShapes(attributes);
        const { 'gen_ai.usage.input_tokens': input, 'gen_ai.usage.output_tokens': output = 0 } = attributes;
        if (input !== undefined) expect(tokens).toContain(`${String(input)} + ${String(output)}`);
      }
    });
  },
);
