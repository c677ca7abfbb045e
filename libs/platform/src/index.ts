export { type Clock, systemClock } from './clock';
export {
  type Config,
  type ConfigSources,
  type Environment,
  loadConfig,
  type VariableName,
} from './config';
export {
  createLogger,
  type Fields,
  type Logger,
  type LoggerOptions,
  type LogLevel,
} from './logger';
export { type NatsConfig, type NatsCredentials } from './nats-url';
export { exitCodeOf, type ProblemDetails, type ProblemPlace, toProblem } from './problem';
export { type Secret } from './secret';
