export { type Clock, systemClock } from './clock';
export { type Config, type ConfigSources, loadConfig, type VariableName } from './config';
export { endProcess } from './end-process';
export { createLogger, type Logger, type LogLevel } from './logger';
export { type NatsConfig } from './nats-url';
export { stopSignal } from './stop-signal';
export { errorOfProblem, exitCodeOf, type ProblemDetails, toProblem } from './problem';
