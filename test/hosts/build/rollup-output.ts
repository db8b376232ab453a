import type { BuiltModule, HostMessage } from '../host.ts';

interface Chunk {
  readonly type: 'chunk' | 'asset';
  readonly name?: string | undefined;
  readonly code?: string;
  readonly isEntry?: boolean;
  readonly map?: { toString(): string } | null;
}

/** The entry chunks of Rollup, Rolldown or Vite. */
export function entryModules(output: readonly Chunk[]): Record<string, BuiltModule> {
  return Object.fromEntries(
    output
      .filter(({ isEntry }) => isEntry === true)
      .map(({ name = '', code = '', map }) => [name, { code, map: map?.toString() ?? null, extension: 'mjs' }]),
  );
}

interface Log {
  readonly message: string;
  readonly id?: string | undefined;
  readonly loc?: { readonly file?: string | undefined; readonly line: number; readonly column: number } | undefined;
  readonly frame?: string | undefined;
}

export function toMessage({ message, id, loc, frame }: Log): HostMessage {
  return { text: message, file: loc?.file ?? id, line: loc?.line, column: loc?.column, frame };
}

/** Rollup throws the first error, Rolldown and Vite one that carries all. */
export function thrownMessages(thrown: unknown): readonly HostMessage[] {
  const error = thrown as Log & { readonly errors?: readonly Partial<Log>[] };
  const all = (error.errors ?? []).filter((each): each is Log => each.message !== undefined);
  return (all.length > 0 ? all : [error]).map(toMessage);
}
