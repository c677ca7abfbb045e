// Exits with 0 when the process of this container does its work.
const { HEALTH_PORT = '0', PORT } = process.env;
const port = HEALTH_PORT === '0' ? PORT : HEALTH_PORT;
const answer = await fetch(`http://127.0.0.1:${port}/health`).catch(() => undefined);
process.exit(answer?.ok === true ? 0 : 1);
