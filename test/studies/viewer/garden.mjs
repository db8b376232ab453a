import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('../../viewer/garden.ts', import.meta.url));

/** The traces that the viewer's tests show as well, and the log of a flow. */
export async function garden() {
  const { outputFiles } = await build({ entryPoints: [entry], bundle: true, format: 'esm', write: false });
  const { gardenLines, gardenFlowLines } = await import(
    `data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`
  );
  return { traces: gardenLines(), flow: gardenFlowLines() };
}
