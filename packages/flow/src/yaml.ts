import type { FlowOptions } from './options/options.ts';
import { readOptions } from './options/written.ts';
import { files } from './platform/host.ts';

/** The file that is read when none is named. */
const defaultFile = 'bud.flow.yaml';

/**
 * Options for `configureFlow` from YAML or JSON, alone or under a key `observability`. Words are joined by underscores:
 * `buffer_size`. Throws a `TypeError` that names line and column of every mistake.
 *
 * @example
 * import { configureFlow } from '@bud/flow';
 * import { parseFlowOptions } from '@bud/flow/yaml';
 *
 * configureFlow(parseFlowOptions('observability: { enabled: true, buffer_size: 200, categories: { llm: debug } }'));
 */
export function parseFlowOptions(text: string, file: string = defaultFile): FlowOptions {
  return readOptions(text, file);
}

/**
 * The same from a file, `bud.flow.yaml` when none is named. Throws what the file system throws as well.
 *
 * @example
 * import { configureFlow } from '@bud/flow';
 * import { readFlowOptions } from '@bud/flow/yaml';
 * import { writeFileSync } from 'node:fs';
 *
 * writeFileSync('bud.flow.yaml', 'enabled: true\nhandlers: [console]\n');
 * configureFlow(readFlowOptions());
 */
export function readFlowOptions(path: string = defaultFile): FlowOptions {
  return readOptions(files(`to read ${path} from`).readFileSync(path, 'utf8'), path);
}
