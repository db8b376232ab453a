// Writes the table of function forms into the documentation: npm run forms
import { writeSection } from '../../../../packages/docs/write/section.mjs';
import { document, section } from './section.mjs';

writeSection(document, 'forms', section());
