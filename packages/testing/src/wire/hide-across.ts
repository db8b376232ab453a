/** A string in a frame of a stream. */
interface Leaf {
  readonly holder: Record<string, unknown>;
  readonly key: string;
  readonly text: string;
}

/**
 * Takes secrets out that a model streams token by token: what stands at the same place of each frame is read as one string.
 *
 *   {"delta":{"text":"sk-pr"}} {"delta":{"text":"oj-…"}} {"delta":{"text":" ok"}}
 *     ─▶ {"delta":{"text":"[REDACTED]"}} {"delta":{"text":""}} {"delta":{"text":" ok"}}
 *
 * Gives the frames that have changed, each of which is changed in place.
 */
export function hideAcross(frames: readonly unknown[], hide: (text: string) => string): ReadonlySet<unknown> {
  const changed = new Set<unknown>();
  const places = new Map<string, (readonly [frame: unknown, leaf: Leaf])[]>();
  for (const frame of frames)
    for (const [path, leaf] of leavesOf(frame, '')) {
      const leaves = places.get(path);
      if (leaves === undefined) places.set(path, [[frame, leaf]]);
      else leaves.push([frame, leaf]);
    }
  for (const leaves of places.values()) {
    const texts = leaves.map(([, { text }]) => text);
    // The name of the model, an id: the same in each frame, and no part of anything.
    if (new Set(texts).size < 2) continue;
    const whole = texts.join('');
    const shown = hide(whole);
    if (shown === whole) continue;
    for (const [index, text] of divided(shown, whole, texts).entries()) {
      const [frame, leaf] = leaves[index] ?? [];
      if (leaf === undefined || text === leaf.text) continue;
      leaf.holder[leaf.key] = text;
      changed.add(frame);
    }
  }
  return changed;
}

function* leavesOf(part: unknown, path: string): Generator<readonly [path: string, leaf: Leaf]> {
  if (typeof part !== 'object' || part === null) return;
  // Proof of the cast: it is what `JSON.parse` gave.
  const holder = part as Record<string, unknown>;
  for (const [key, value] of Object.entries(holder)) {
    if (typeof value === 'string') yield [`${path}.${key}`, { holder, key, text: value }];
    else yield* leavesOf(value, `${path}.${key}`);
  }
}

/** Puts what was changed where it begins; what is before and behind it stays in its part. */
function divided(shown: string, whole: string, parts: readonly string[]): readonly string[] {
  let first = 0;
  while (whole[first] === shown[first]) first += 1;
  let same = 0;
  const mostSame = Math.min(whole.length, shown.length) - first;
  while (same < mostSame && whole.at(-1 - same) === shown.at(-1 - same)) same += 1;
  const behind = whole.length - same;
  let end = 0;
  return parts.map((part) => {
    const start = end;
    end += part.length;
    const isBegin = start <= first && first < end;
    const before = part.slice(0, Math.max(0, first - start));
    const after = part.slice(Math.max(0, behind - start));
    return end <= first ? part : before + (isBegin ? shown.slice(first, shown.length - same) : '') + after;
  });
}
