import { applyDecorator, wrappedProgram } from '../program.mjs';
import { runtimeFile, startRecorder } from './bud-recorder.mjs';

/** The wrapper and decorator for code that no compiler sees. */
export async function start() {
  const { track } = await import(runtimeFile('track'));
  const options = ({ name, parameters }) => ({ name, params: parameters });
  const wrappers = {
    track: (fn, about) => track(options(about), fn),
    trackMethod: (Class, method, about) => applyDecorator(Class, method, track(options(about))),
  };
  return { program: (parts) => wrappedProgram(parts, wrappers), ...(await startRecorder()) };
}
