/** Parts of an answer that came by their places, in the order of these. */
export function inOrder<Part>(parts: ReadonlyMap<number, Part>): readonly Part[] {
  return [...parts.entries()].toSorted(([a], [b]) => a - b).map(([, part]) => part);
}
