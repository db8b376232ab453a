/** A part of what was said. */
export type ChatPart =
  | { readonly kind: 'text' | 'reasoning'; readonly text: string }
  | { readonly kind: 'call'; readonly id: string | undefined; readonly name: string; readonly input: unknown }
  | { readonly kind: 'result'; readonly id: string | undefined; readonly output: unknown }
  | { readonly kind: 'media'; readonly what: string; readonly where: string }
  | { readonly kind: 'other'; readonly value: unknown };

/** What one side said. */
export interface ChatMessage {
  /** `system`, `user`, `assistant`, `tool`, or what else it was called. */
  readonly role: string;
  readonly parts: readonly ChatPart[];
  /** Whether the model said it in this call. */
  readonly isAnswer: boolean;
  readonly finishReason: string | undefined;
}

/** What JSON has under names. */
export type JsonMembers = Readonly<Record<string, unknown>>;

export function membersIn(value: unknown): JsonMembers {
  // Proof of the cast: what is an object and no list has members.
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonMembers) : {};
}

export function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function textIn(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The first of some members that is a string. */
export function firstText(value: JsonMembers, ...names: readonly string[]): string | undefined {
  return names.map((name) => textIn(value[name])).find((text) => text !== undefined);
}
