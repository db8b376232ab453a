import { oneLetterAway } from './spelling.ts';

/** The types that have a meaning to what reads the spans; any other string is a type as well. */
export const knownTypes: readonly string[] = ['llm', 'tool', 'agent', 'chain', 'retriever', 'embedding'];

/** Whether what reads the spans knows a type. */
export function isKnownType(type: string): boolean {
  return knownTypes.includes(type);
}

/** The known type that was probably meant: `lmm`, `agnet`, `Tool`. */
export function almostKnownType(type: string): string | null {
  return isKnownType(type) ? null : oneLetterAway(type, knownTypes);
}

/** The message about a type that {@link almostKnownType} has an answer for; `where` says where it stands. */
export function almostKnown(type: string, where = ''): string {
  return `the type "${type}"${where} is one letter away from a known one`;
}
