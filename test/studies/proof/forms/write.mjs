// Writes the table of function forms into the documentation: npm run forms
import { readFileSync, writeFileSync } from 'node:fs';
import { begin, document, end, section } from './section.mjs';

const text = readFileSync(document, 'utf8');
const [before] = text.split(begin);
const [, after] = text.split(end);
writeFileSync(document, `${before}${begin}\n\n${section()}\n\n${end}${after}`);
