import { expect } from 'vitest';

/** What a part of each type has to have. Source: OpenTelemetry semantic conventions 1.41, gen-ai-output-messages.json */
const required: Readonly<Record<string, readonly (readonly [member: string, type: string])[]>> = {
  text: [['content', 'string']],
  reasoning: [['content', 'string']],
  tool_call: [['name', 'string']],
  tool_call_response: [['response', 'any']],
  blob: [
    ['modality', 'string'],
    ['content', 'string'],
  ],
  file: [
    ['modality', 'string'],
    ['file_id', 'string'],
  ],
  uri: [
    ['modality', 'string'],
    ['uri', 'string'],
  ],
};

type Members = Readonly<Record<string, unknown>>;

/** Messages, instructions and tools of a span are what the published JSON schemas say that they are. */
export function expectMessageShapes(attributes: Members): void {
  for (const message of listIn(attributes['gen_ai.input.messages'])) expectMessage(message);
  for (const message of listIn(attributes['gen_ai.output.messages'])) {
    expectMessage(message);
    expect(message['finish_reason']).toEqual(expect.any(String));
  }
  for (const part of listIn(attributes['gen_ai.system_instructions'])) expectPart(part);
  expect(listIn(attributes['gen_ai.tool.definitions'])).toEqual(expect.any(Array));
}

function listIn(json: unknown): readonly Members[] {
  if (typeof json !== 'string') return [];
  // Proof of the cast: what follows looks at each member.
  return JSON.parse(json) as readonly Members[];
}

function expectMessage({ role, parts }: Members): void {
  expect(role).toMatch(/^(?:system|developer|user|assistant|tool|model)$/);
  expect(parts).toEqual(expect.any(Array));
  // Proof of the cast: that has just been looked at.
  for (const part of parts as readonly Members[]) expectPart(part);
}

function expectPart(part: Members): void {
  const { type } = part;
  expect(Object.keys(required)).toContain(type);
  for (const [member, kind] of required[String(type)] ?? []) {
    expect(part).toHaveProperty(member);
    if (kind === 'string') expect(part[member], `${String(type)}.${member}`).toEqual(expect.any(String));
  }
}
