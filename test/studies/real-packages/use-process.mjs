// One package, used in a process of its own: `use-process.mjs <use> <plain|off|on>` prints what the use gave back.
const [use, mode] = process.argv.slice(2);
const recording = mode === 'on' ? (await import('./recording.mjs')).startRecording() : null;
const before = performance.now();
const { result } = await import(`./uses/${use}`);
const milliseconds = performance.now() - before;
const numbers = { spanCount: recording?.spanCount() ?? 0, failureCount: recording?.failureCount() ?? 0 };
process.stdout.write(JSON.stringify({ result, milliseconds, ...numbers }), () => process.exit());
