import { isNativeError } from 'node:util/types';
import { isWirebriefError } from '@wirebrief/kernel';
import { type Clock } from './clock';

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
export type Fields = Readonly<Record<string, unknown>>;

type Log = (message: string, fields?: Fields) => void;

/** One line for each call, never more. */
export interface Logger {
  readonly debug: Log;
  readonly info: Log;
  readonly warn: Log;
  readonly error: Log;
  /** A logger that adds these fields to each line. */
  readonly with: (fields: Fields) => Logger;
}

interface LoggerOptions {
  /** Least important level that is written. */
  readonly level: LogLevel;
  readonly clock: Clock;
  /** Takes a finished line with its line feed. */
  readonly write: (line: string) => void;
  /** `json`: one object; `human`: time, level, message, key=value for a terminal. */
  readonly form: 'json' | 'human';
}

type Level = Exclude<LogLevel, 'silent'>;

export function createLogger(options: LoggerOptions, common: Fields = {}): Logger {
  const least = LOG_LEVELS.indexOf(options.level);
  const line = options.form === 'json' ? jsonLine : humanLine;
  const at =
    (level: Level): Log =>
    (message, fields = {}) => {
      if (LOG_LEVELS.indexOf(level) < least) return;
      options.write(`${line(level, options.clock(), message, plain({ ...common, ...fields }))}\n`);
    };
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    with: (fields) => createLogger(options, { ...common, ...fields }),
  };
}

function jsonLine(level: Level, time: string, message: string, fields: Fields): string {
  return JSON.stringify({ ...fields, level, time, message });
}

function humanLine(level: Level, time: string, message: string, fields: Fields): string {
  const rest = Object.entries(fields).map(([key, value]) => `${key}=${valueText(value)}`);
  return [time.slice(11, 19), level.padEnd(5), visible(message), ...rest].join(' ');
}

function valueText(value: unknown): string {
  const isBareWord = typeof value === 'string' && /^[^\s"'=\p{Cc}]+$/u.test(value);
  return isBareWord ? value : visible(JSON.stringify(value));
}

/** Control characters from an article or a request must not reach a terminal: they can rewrite what stands there. */
function visible(text: string): string {
  return text.replace(
    /\p{Cc}/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Fields as JSON can hold them: errors become objects, what JSON refuses becomes text. */
function plain(fields: Fields): Fields {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([key, value]) => [key, plainValue(value)]));
}

function plainValue(value: unknown): unknown {
  if (isNativeError(value)) return errorFields(value);
  try {
    const text = JSON.stringify(value) as string | undefined;
    return text === undefined ? String(value) : (JSON.parse(text) as unknown);
  } catch {
    return '[not printable]';
  }
}

/** An expected error explains itself; only an unexpected one needs its stack. */
function errorFields(error: Error): Fields {
  const { name, message } = error;
  const cause = isNativeError(error.cause) ? { cause: error.cause.message } : {};
  if (isWirebriefError(error)) return { code: error.code, message, remedy: error.remedy, ...cause };
  return { name, message, stack: error.stack, ...cause };
}
