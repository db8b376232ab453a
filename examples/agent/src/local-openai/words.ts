const fillers = new Set(
  'a all an and are as at be by can do for from go how i in is it my now of on or the them this to what when will with'.split(
    ' ',
  ),
);

/** The words that carry meaning, in lower case, plurals as singulars: "Can tomatoes go out?" → `tomato`, `out`. */
export function contentWords(text: string): string[] {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  return words.filter((word) => !fillers.has(word)).map((word) => word.replace(/(?<=o)es$|(?<=..[^s])s$/, ''));
}
