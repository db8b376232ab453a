import { markedSource, trackedCount } from '../program.mjs';
import { runtimeFile, startRecorder } from './bud-recorder.mjs';

/** The compiler: marked source in, instrumented module out, run as the module it is. */
export async function start() {
  const { instrument } = await import(new URL('../../../../packages/transform/dist/index.js', import.meta.url).href);
  let count = 0;
  const program = async (parts) => {
    const { code, sites, problems } = instrument(markedSource(parts), 'row.mjs', { runtime: runtimeFile('index') });
    if (problems.length > 0 || sites.length !== trackedCount(parts)) {
      throw new Error(`not every function is tracked: ${problems.map(({ message }) => message).join('; ')}`);
    }
    // Rows with the same program must not share a module.
    return import(`data:text/javascript,${encodeURIComponent(code)}#${count++}`);
  };
  return { program, ...(await startRecorder()) };
}
