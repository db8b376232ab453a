// Lists every string that a user of the packages can read, for reading them in one go: `npm run study -- strings`.
// With `--docs` the first sentences of the doc comments of what is exported follow.
import { firstSentences, shownStrings } from './strings.mjs';

const shown = [...shownStrings(), ...(process.argv.includes('--docs') ? firstSentences() : [])];
for (const { file, line, text } of shown) console.log(`${file}:${line}  ${text.replaceAll('\n', '⏎')}`);
