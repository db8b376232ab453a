import type { Answered, Collector, WireFormat } from '../format.ts';
import { textPart } from '../message.ts';
import { parametersOf } from '../parameters.ts';
import { list, number, plain, string, type Plain } from '../plain.ts';

/**
 * Models that go on with a prompt: Llama, Mistral, Titan, and Cohere's older ones, by the names that their answers have.
 *
 * Source: Amazon Bedrock user guide, inference request parameters and response fields for foundation models
 */
export const completion: WireFormat = {
  operation: 'text_completion',
  ask([body]) {
    const { model, prompt, inputText, textGenerationConfig } = plain(body);
    const { temperature, topP, maxTokenCount, stopSequences } = plain(textGenerationConfig);
    const said = string(prompt) ?? string(inputText);
    return {
      model: string(model),
      isStream: false,
      parameters: parametersOf(
        { ...plain(body), temperature: plain(body)['temperature'] ?? temperature, top_p: plain(body)['top_p'] ?? topP },
        {
          'gen_ai.request.max_tokens': plain(body)['max_gen_len'] ?? plain(body)['max_tokens'] ?? maxTokenCount,
          'gen_ai.request.stop_sequences': plain(body)['stop'] ?? stopSequences,
        },
      ),
      content: () => (said === undefined ? {} : { input: [{ role: 'user', parts: [textPart(said)] }] }),
    };
  },
  answer: (response) => answeredOf(plain(response)),
  collector,
};

/** The text of an answer, or of a chunk, and what is said of it, are beside each other, or in a list of one. */
function partOf(response: Plain): Plain {
  const [first] = [response['outputs'], response['results'], response['generations']].flatMap(list);
  return { ...response, ...plain(first) };
}

function textOf({ generation, text, outputText }: Plain): string {
  return string(generation) ?? string(text) ?? string(outputText) ?? '';
}

function finishOf({ stop_reason: stop, completionReason, finish_reason: finish }: Plain): string | undefined {
  return string(stop) ?? string(completionReason) ?? string(finish);
}

function answeredOf(response: Plain): Answered {
  const part = partOf(response);
  const finish = finishOf(part);
  const input = number(part['prompt_token_count']) ?? number(part['inputTextTokenCount']);
  const output =
    number(part['generation_token_count']) ?? number(part['tokenCount']) ?? number(part['totalOutputTextTokenCount']);
  return {
    ...(finish !== undefined && { finishReasons: [finish] }),
    usage: input === undefined && output === undefined ? undefined : { inputTokens: input, outputTokens: output },
    output: () => [
      {
        role: 'assistant',
        parts: [textPart(textOf(part))],
        finish_reason: finish,
      },
    ],
  };
}

/** What chunks count is counted up to them, so that the last one has all. */
function collector(): Collector {
  let said: Plain = {};
  let text = '';
  return {
    add(chunk) {
      const part = partOf(plain(chunk));
      text += textOf(part);
      said = { ...said, ...Object.fromEntries(Object.entries(part).filter(([, value]) => value !== null)) };
    },
    answered: () => answeredOf({ ...withoutText(said), text }),
  };
}

function withoutText({ generation: _generation, outputText: _outputText, ...rest }: Plain): Plain {
  return Object.fromEntries(Object.entries(rest).filter(([, value]) => !Array.isArray(value)));
}
