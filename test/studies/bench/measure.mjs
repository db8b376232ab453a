const rounds = 7;
const roundMs = 40;

/**
 * Nanoseconds per call of each loop: the median of seven rounds and their spread in percent. Loops take turns in every
 * round, so that what disturbs the machine disturbs all of them.
 */
export async function measure(loops) {
  const counts = [];
  for (const loop of loops) counts.push(await callsPerRound(loop));
  const times = loops.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, loop] of loops.entries())
      times[index].push((await elapsedNs(loop, counts[index])) / counts[index]);
  }
  return times.map((values) => {
    const sorted = values.toSorted((a, b) => a - b);
    const median = sorted[Math.floor(rounds / 2)];
    return { medianNs: median, spreadPercent: ((sorted.at(-1) - sorted[0]) / median) * 100 };
  });
}

/** Also the warm-up: the loop is optimized by the time it takes long enough. */
async function callsPerRound(loop) {
  // What only the first call does (compiling, or making a string flat) is not what later ones cost.
  await loop(1);
  let count = 1;
  for (;;) {
    const ns = await elapsedNs(loop, count);
    if (ns > roundMs * 1e6) return count;
    count = Math.ceil(count * Math.max(2, Math.min(10, (roundMs * 1.2e6) / ns)));
  }
}

async function elapsedNs(loop, count) {
  const start = performance.now();
  await loop(count);
  return (performance.now() - start) * 1e6;
}
