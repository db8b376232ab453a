// Writes what the documents have from programs: npm run docs
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { apiSection } from './api.mjs';
import { commands, helpSection } from './command-line.mjs';
import { drawTree, printedTree } from './console-tree.mjs';
import { fixturesSection } from './fixtures.mjs';
import { observeOptionsSection } from './observe-options.mjs';
import { problemsSection } from './problems.mjs';
import { documentPath, writeSection } from './section.mjs';
import { setupProblemsSection } from './setup-problems.mjs';

writeSection(documentPath('reference/problems.md'), 'problems', problemsSection());
writeSection(documentPath('../../fixtures/README.md'), 'fixtures', fixturesSection());

writeSection(documentPath('reference/api.md'), 'api', apiSection());

writeSection(documentPath('reference/observe-options.md'), 'options', observeOptionsSection());

writeSection(documentPath('reference/setup-problems.md'), 'setups', await setupProblemsSection());

writeSection(documentPath('reference/cli.md'), 'bud', helpSection());
for (const name of commands) writeSection(documentPath('reference/cli.md'), `bud ${name}`, helpSection(name));

const program = fileURLToPath(new URL('../../../examples/agent/dist/vite/main.js', import.meta.url));
writeFileSync(documentPath('console-tree.svg'), drawTree(printedTree(program)));
