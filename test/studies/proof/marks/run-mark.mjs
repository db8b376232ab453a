// Tries the claims on one file with marks; a task of the process pool.
import { loadCompiler } from '../packages.mjs';
import { serve } from '../process-task.mjs';
import { tryClaims } from './claim.mjs';

serve(async ({ path, text, hasRule }) => tryClaims(await loadCompiler(), { path, text, hasRule }));
