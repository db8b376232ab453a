import type { Answered, Asked, Collector, Usage, WireFormat } from '../format.ts';
import { textPart, type Message, type Part } from '../message.ts';
import { parametersOf } from '../parameters.ts';
import { list, number, plain, string, type Plain } from '../plain.ts';

/** `client.images.generate` and `edit`. Images are only counted; a stream says at its end what it took. */
export const openaiImages: WireFormat = {
  operation: 'generate_content',
  ask: ([body]) =>
    askedOf(plain(body), 'image', [...said(plain(body)['prompt']), ...files('image', plain(body)['image'])]),
  answer: (response) => imagesOf(plain(response), list(plain(response)['data']).length),
  collector() {
    let last: Plain = {};
    let count = 0;
    return {
      add(event) {
        if (!String(plain(event)['type']).endsWith('.completed')) return;
        last = plain(event);
        count += 1;
      },
      answered: () => imagesOf(last, count),
    };
  },
};

/** `client.audio.speech.create`, which gives the response of HTTP: what was spoken is not looked at. */
export const openaiSpeech: WireFormat = {
  operation: 'generate_content',
  ask: ([body]) => {
    const { input, instructions } = plain(body);
    const asked = askedOf(plain(body), 'speech', said(input));
    return {
      ...asked,
      content: () => ({ ...asked.content(), ...(typeof instructions === 'string' && { system: said(instructions) }) }),
    };
  },
  answer: () => ({}),
};

/** `client.audio.transcriptions.create` and `translations.create`. Models that count seconds say no tokens. */
export const openaiTranscription: WireFormat = {
  operation: 'generate_content',
  ask: ([body]) =>
    askedOf(plain(body), 'text', [...files('audio', plain(body)['file']), ...said(plain(body)['prompt'])]),
  // Other formats than JSON are a string.
  answer: (response) => heard(string(response) ?? plain(response)['text'], plain(response)['usage']),
  collector: transcript,
};

function askedOf(body: Plain, output: string, parts: readonly Part[]): Asked {
  const { model, n, stream } = body;
  return {
    model: string(model),
    isStream: stream === true,
    parameters: parametersOf(body, {
      'gen_ai.request.choice.count': n === 1 ? undefined : n,
      'gen_ai.output.type': output,
    }),
    content: () => ({ input: [{ role: 'user', parts }] }),
  };
}

function said(text: unknown): readonly Part[] {
  return typeof text === 'string' && text !== '' ? [textPart(text)] : [];
}

/** Files by their size, where they know it: reading them would take them from the client. */
function files(modality: string, given: unknown): readonly Part[] {
  const each = Array.isArray(given) ? list(given) : given === undefined ? [] : [given];
  return each.map((file) => {
    const { size, type } = plain(file);
    const known = number(size);
    return {
      type: 'blob',
      modality,
      ...(typeof type === 'string' && type !== '' && { mime_type: type }),
      content: known === undefined ? '[a file]' : `[${known} bytes]`,
    };
  });
}

function imagesOf({ usage }: Plain, count: number): Answered {
  const image: Part = { type: 'blob', modality: 'image', content: '[an image]' };
  return {
    usage: usageOf(usage),
    output: (): readonly Message[] => [
      { role: 'assistant', parts: Array.from({ length: count }, () => image), finish_reason: 'stop' },
    ],
  };
}

function heard(text: unknown, usage: unknown): Answered {
  return { usage: usageOf(usage), output: () => [{ role: 'assistant', parts: said(text), finish_reason: 'stop' }] };
}

function usageOf(usage: unknown): Usage | undefined {
  const { input_tokens, output_tokens, input_tokens_details, input_token_details } = plain(usage);
  if (input_tokens === undefined && output_tokens === undefined) return undefined;
  const { image_tokens, audio_tokens } = plain(input_tokens_details ?? input_token_details);
  return {
    inputTokens: number(input_tokens),
    outputTokens: number(output_tokens),
    inputImageTokens: number(image_tokens),
    inputAudioTokens: number(audio_tokens),
  };
}

function transcript(): Collector {
  let text = '';
  let whole: unknown;
  let usage: unknown;
  return {
    add(event) {
      const read = plain(event);
      if (read['type'] === 'transcript.text.delta') text += string(read['delta']) ?? '';
      if (read['type'] !== 'transcript.text.done') return;
      whole = read['text'];
      usage = read['usage'];
    },
    answered: () => heard(whole ?? text, usage),
  };
}
