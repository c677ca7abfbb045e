import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { say } from './project.mjs';

const POLL_MILLISECONDS = 200;

/** Runs the body while no other process on this machine holds the lock file; waits for one that does. */
export async function withLock(path, what, body) {
  mkdirSync(dirname(path), { recursive: true });
  let told = false;
  while (!take(path)) {
    if (!told) say(`Another process is ${what}; waiting for it (lock: ${path}).`);
    told = true;
    await delay(POLL_MILLISECONDS);
  }
  try {
    return await body();
  } finally {
    rmSync(path, { force: true });
  }
}

/** Takes the lock file where no living process of this machine has it; returns what gives it back, or undefined. */
export function tryLock(path) {
  mkdirSync(dirname(path), { recursive: true });
  // What a process that has ended left behind is removed at the first try.
  return take(path) || take(path) ? () => rmSync(path, { force: true }) : undefined;
}

function take(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  if (!isHeldByLivingProcess(path)) rmSync(path, { force: true });
  return false;
}

function isHeldByLivingProcess(path) {
  let text;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return false;
  }
  // Empty for an instant between creation and writing; that holder is alive.
  if (text === '') return true;
  try {
    process.kill(Number(text), 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
