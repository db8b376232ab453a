// ts-patch keeps the compilers it has patched in one folder and gives up when another process has locked it for two
// seconds, as happens on a busy machine: each worker of vitest has a folder of its own.
import { fileURLToPath } from 'node:url';

const folder = `../node_modules/.cache/ts-patch/${process.env['VITEST_POOL_ID']}`;
process.env['TSP_CACHE_DIR'] = fileURLToPath(new URL(folder, import.meta.url));
