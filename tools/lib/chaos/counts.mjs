import { join } from 'node:path';
import { connect } from 'nats';
import { ROOT, run } from '../project.mjs';

const MAIN = join(ROOT, 'dist/apps/wirebrief/src/main.js');
const EVERY_SECONDS = 5;
const TOLD = 20;
const TYPES = [
  'ArticleReceived',
  'ArticleRevised',
  'RevisionAnalysed',
  'EditionIssued',
  'TickFired',
  'TickSettled',
  'TickAbandoned',
];

/** What stands in the log and among the dead letters, counted against what was acknowledged. */
export async function countsOf({ natsUrls, replicas, load }) {
  const env = { STORE: 'jetstream', NATS_URL: natsUrls.join(','), NATS_REPLICAS: String(replicas) };
  const { code, output } = await run(process.execPath, [MAIN, 'events', '--type', ...TYPES], {
    env: { ...process.env, ...env },
  });
  if (code !== 0) throw new Error(output);
  const events = output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
  const of = (...types) =>
    events.filter(({ type }) => types.includes(type)).map(({ data }) => data);

  const revisions = of('ArticleReceived', 'ArticleRevised');
  const recorded = tally(
    revisions.map(({ article, revision }) => `${article.itemId}/${revision.version}`),
  );
  const analysed = tally(of('RevisionAnalysed').map(({ revisionId }) => revisionId));
  const editions = of('EditionIssued');
  const requests = tally(editions.flatMap(({ request }) => request ?? []));
  const fired = tally(of('TickFired').map(({ due }) => due));
  const settled = of('TickSettled').length;
  const dues = [...fired.keys()].map((due) => Date.parse(due)).sort((one, other) => one - other);
  const dead = await deadLetters(natsUrls);
  return {
    updates: {
      acknowledged: load.acknowledged.size,
      once: [...load.acknowledged].filter((key) => recorded.get(key) === 1).length,
      twice: [...recorded.values()].filter((times) => times > 1).length,
      unknown: [...recorded.keys()].filter((key) => !load.acknowledged.has(key)).length,
    },
    analyses: {
      revisions: revisions.length,
      once: revisions.filter(({ revision }) => analysed.get(revision.revisionId) === 1).length,
      otherwise: Object.fromEntries(
        revisions
          .map(({ revision: { revisionId } }) => [revisionId, analysed.get(revisionId) ?? 0])
          .filter(([, times]) => times !== 1)
          .slice(0, TOLD),
      ),
    },
    schedule: {
      dues: dues.length === 0 ? 0 : (dues.at(-1) - dues[0]) / 1000 / EVERY_SECONDS + 1,
      firedOnce: [...fired.values()].filter((times) => times === 1).length,
      settled,
      editions: [...requests].filter(([request]) => request.startsWith('schedule/often/')).length,
      abandoned: of('TickAbandoned').length,
    },
    editions: {
      issued: editions.length,
      numbers: new Set(editions.map(({ number }) => number)).size,
      highest: Math.max(0, ...editions.map(({ number }) => number)),
      requestedTwice: [...requests.values()].filter((times) => times > 1).length,
      orders: load.orders.size,
      ordered: [...requests.keys()].filter((request) => request.startsWith('message/')).length,
    },
    deadLetters: {
      poison: load.poison.length,
      kept: dead.length,
      same: sorted(dead).join('\n') === sorted(load.poison).join('\n'),
    },
    refused: load.refused,
  };
}

/** Whether everything that has come has been worked; what is wrong otherwise. */
export function problemsOf({ updates, analyses, schedule, editions, deadLetters, refused }) {
  const wrong = [
    [updates.once !== updates.acknowledged, 'an acknowledged update is not in the log once'],
    [updates.twice > 0, 'an update is in the log twice'],
    [updates.unknown > 0, 'the log has an update that nobody was told of'],
    [analyses.once !== analyses.revisions, 'a revision has not been analysed once'],
    [schedule.firedOnce !== schedule.dues, 'a due time was left out, or has fired twice'],
    [schedule.settled !== schedule.dues, 'a due time has not been settled once'],
    [schedule.editions !== schedule.dues, 'a due time does not have exactly one edition'],
    [schedule.abandoned > 0, 'a due time was given up'],
    [
      editions.numbers !== editions.issued || editions.highest !== editions.issued,
      'the numbers of editions have gaps, or one comes twice',
    ],
    [editions.requestedTwice > 0, 'a request has two editions'],
    [editions.ordered !== editions.orders, 'an order that was answered has no edition'],
    [!deadLetters.same, 'the dead letters are not the poison that was sent'],
    [refused.length > 0, 'a well-formed message was refused'],
  ];
  return wrong.filter(([isWrong]) => isWrong).map(([, what]) => what);
}

/** The copies of the log that do not give, folded anew, the states that their processes held, and what is said of each. */
export async function unlikeReplays({ processes, folder, natsUrls, replicas }) {
  const unlike = [];
  for (const { label, name } of processes) {
    const env = {
      ...process.env,
      ...{ STORE: 'jetstream', NATS_URL: natsUrls.join(','), NATS_REPLICAS: String(replicas) },
      DATA_DIR: join(folder, label, name),
    };
    const { code, output } = await run(process.execPath, [MAIN, 'replay'], { env });
    if (code !== 0) unlike.push(`${label} differs from a replay: ${output.trim()}`);
  }
  return unlike;
}

async function deadLetters(urls) {
  const client = await connect({ servers: [...urls] });
  try {
    const manager = await client.jetstreamManager();
    const { state } = await manager.streams.info('WIREBRIEF_DEAD_LETTERS');
    const bodies = [];
    for (let seq = state.first_seq; seq <= state.last_seq && state.messages > 0; seq += 1) {
      const message = await manager.streams.getMessage('WIREBRIEF_DEAD_LETTERS', { seq });
      bodies.push(message.string());
    }
    return bodies;
  } finally {
    await client.close();
  }
}

function tally(keys) {
  const counts = new Map();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

const sorted = (texts) => [...texts].sort();
