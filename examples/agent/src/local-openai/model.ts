import type OpenAI from 'openai';

import { contentWords } from './words.ts';

type Message = OpenAI.ChatCompletionMessageParam;

/** What the model reads. */
export interface Prompt {
  readonly messages: readonly Message[];
  readonly tools: readonly OpenAI.ChatCompletionTool[];
}

/** A tool the model wants to be called before it answers. */
export interface Call {
  readonly name: string;
  readonly arguments: Readonly<Record<string, string>>;
}

/** What the model says: an answer, or the tools to call first. */
export interface Reply {
  readonly content: string;
  readonly calls: readonly Call[];
}

/**
 * A very small model, the same reply for the same messages every time. It asks for each tool whose required
 * parameters it can fill from the question; once results are there, it answers from them and from the notes.
 */
export function reply({ messages, tools }: Prompt): Reply {
  const question = messages.findLastIndex((message) => message.role === 'user');
  const asked = textOf(messages[question]);
  const results = messages.slice(question + 1).filter((message) => message.role === 'tool');
  const calls = results.length === 0 ? tools.flatMap((tool) => callOf(tool, asked)) : [];
  if (calls.length > 0) return { content: '', calls };

  const facts: Facts = Object.assign({}, ...results.map((result) => objectIn(textOf(result))));
  const sentences = [verdict(facts), note(messages, asked)].filter((sentence) => sentence !== '');
  return { content: sentences.join(' ') || 'I only know gardens: name a plant and a city.', calls: [] };
}

/** The content of a message as one string, whichever way the client wrote it. */
export function textOf(message: Message | undefined): string {
  const content = message?.content ?? '';
  if (typeof content === 'string') return content;
  return content.map((part) => ('text' in part ? part.text : '')).join('');
}

interface Parameter {
  readonly enum?: readonly string[];
}

function callOf(tool: OpenAI.ChatCompletionTool, question: string): Call[] {
  if (tool.type !== 'function') return [];
  // The schema arrived as JSON; what is not there reads as undefined.
  const schema = (tool.function.parameters ?? {}) as {
    properties?: Record<string, Parameter>;
    required?: readonly string[];
  };
  const filled = (schema.required ?? []).map((name) => [name, valueFor(schema.properties?.[name], question)] as const);
  if (filled.length === 0 || filled.some(([, value]) => value === undefined)) return [];
  const known = filled.map(([name, value]) => [name, value ?? ''] as const);
  return [{ name: tool.function.name, arguments: Object.fromEntries(known) }];
}

function valueFor(parameter: Parameter | undefined, question: string): string | undefined {
  const asked = contentWords(question);
  if (parameter?.enum !== undefined) {
    return parameter.enum.find((choice) => contentWords(choice).every((word) => asked.includes(word)));
  }
  // The last place-like name: "in Graz", "near Bad Ischl".
  return [...question.matchAll(/\b(?:in|at|near|around) (\p{Lu}[\p{L}-]*(?: \p{Lu}[\p{L}-]*)*)/gu)].at(-1)?.[1];
}

interface Facts {
  readonly plant?: string;
  readonly needsC?: number;
  readonly city?: string;
  readonly station?: string;
  readonly lowestC?: number;
  readonly error?: string;
}

function verdict({ plant, needsC, city, station, lowestC, error }: Facts): string {
  if (error !== undefined) return `I could not look everything up: ${error}`;
  if (city !== undefined && lowestC !== undefined && plant !== undefined && needsC !== undefined) {
    const nights = `nights in ${city} go down to ${lowestC} °C this week (measured in ${station ?? city})`;
    return lowestC >= needsC
      ? `Yes: ${nights}, and ${plant} is fine from ${needsC} °C.`
      : `Not yet: ${nights}, and ${plant} wants at least ${needsC} °C.`;
  }
  if (city !== undefined && lowestC !== undefined) return `Nights in ${city} go down to ${lowestC} °C this week.`;
  if (plant !== undefined && needsC !== undefined) return `At night ${plant} wants at least ${needsC} °C.`;
  return '';
}

/** The note in the system message that shares most words with the question. */
function note(messages: readonly Message[], question: string): string {
  const asked = new Set(contentWords(question));
  const notes = messages
    .filter((message) => message.role === 'system')
    .flatMap((message) => [...textOf(message).matchAll(/^- (.+?): (.+)$/gm)])
    .map(([, title = '', text = '']) => ({
      text,
      score: contentWords(`${title} ${text}`).filter((word) => asked.has(word)).length,
    }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score);
  return notes[0]?.text ?? '';
}

function objectIn(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {}; // A result that is no JSON says nothing to this model.
  }
}
