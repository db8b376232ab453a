/** @track type=agent */
export async function answer(question: string): Promise<string> {
  const facts = search(question);
  let text = '';
  for await (const word of write(question, facts)) text += word;
  return text;
}

/** @track type=tool */
function search(query: string): readonly string[] {
  return query.includes('sunflower') ? ['sunflowers', 'three metres'] : [];
}

/** @track type=llm aggregate=join */
async function* write(prompt: string, [plant = 'nothing', height = 'no height']: readonly string[]) {
  if (prompt.startsWith('How tall')) yield* [plant, ' grow to ', height];
}

export function join(words: readonly string[]): string {
  return words.join('');
}
