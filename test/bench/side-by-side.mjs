// Two ways of doing the same work, measured in turn in one run, so that the machine's moods meet both.

export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

export async function secondsOf(work) {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** Runs `count` pieces of work, so many at a time, each writer its own in order. */
export async function inFlight(writers, count, work) {
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      for (let done = 0; done < count / writers; done += 1) await work(writer);
    }),
  );
}

/**
 * Medians over the rounds of pieces per second: of both ways, and of how much of the raw one ours reaches within a
 * round. The first rounds warm both up and do not count; each way begins every other round.
 */
export async function sideBySide({ rounds, count, raw, own, warming = 2 }) {
  const found = [];
  for (let round = -warming; round < rounds; round += 1) {
    const seconds = {};
    const turns = Object.entries({ raw, own });
    if (round % 2 !== 0) turns.reverse();
    for (const [name, work] of turns) seconds[name] = await secondsOf(work);
    if (round >= 0) found.push(seconds);
  }
  return {
    raw: count / median(found.map((round) => round.raw)),
    own: count / median(found.map((round) => round.own)),
    ratio: median(found.map((round) => round.raw / round.own)),
  };
}
