/** So many answers are kept; programs ask about few names, hostile input may bring any number. */
const most = 4096;

/** Answers each question about a name once, for as many as are remembered. */
export function remembering<Answer>(ask: (name: string) => Answer): (name: string) => Answer {
  const known = new Map<string, { readonly answer: Answer }>();
  return (name) => {
    let entry = known.get(name);
    if (entry === undefined) {
      entry = { answer: ask(name) };
      if (known.size >= most) known.clear();
      known.set(name, entry);
    }
    return entry.answer;
  };
}
