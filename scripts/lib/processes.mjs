// Starts other programs so that none outlives this one, whatever way this one ends.
import { spawn, spawnSync } from 'node:child_process';

const windows = process.platform === 'win32';
const running = new Map();
const cleanups = new Set();
const guard = { installed: false, ending: false };

/**
 * Runs a program to its end.
 * `quiet` keeps its output out of the terminal. Never rejects: a program that cannot start has code -1.
 * @returns {Promise<{code: number, stdout: string, stderr: string}>}
 */
export function run(command, args, { cwd, env, quiet = false, shell = false, timeout } = {}) {
  const started = start(command, args, { cwd, env, shell });
  let stdout = '';
  let stderr = '';
  started.child.stdout.setEncoding('utf8').on('data', text => {
    stdout += text;
    if (!quiet) process.stdout.write(text);
  });
  started.child.stderr.setEncoding('utf8').on('data', text => {
    stderr += text;
    if (!quiet) process.stderr.write(text);
  });
  const limit =
    timeout &&
    setTimeout(() => {
      stderr += `\nended after ${timeout / 1000} seconds\n`;
      started.stop();
    }, timeout);
  return started.ended.then(({ code, error }) => {
    if (limit) clearTimeout(limit);
    if (error) stderr += `${error.message}\n`;
    return { code, stdout, stderr };
  });
}

/**
 * Starts a program in a process group of its own; `stop()` ends the group, asking first.
 * It is stopped too when this process ends or is interrupted.
 */
export function start(command, args, { cwd, env, shell = false } = {}) {
  installGuard();
  const child = spawn(command, args, {
    cwd,
    env: env ?? process.env,
    shell,
    detached: !windows,
    windowsHide: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.set(child, () => stop());
  const ended = new Promise(done => {
    child.once('error', error => {
      running.delete(child);
      done({ code: -1, error });
    });
    child.once('close', code => {
      running.delete(child);
      done({ code: code ?? -1 });
    });
  });
  const stop = async () => {
    if (child.pid === undefined) return;
    endGroup(child.pid, 'SIGTERM');
    const force = setTimeout(() => endGroup(child.pid, 'SIGKILL'), 3000);
    await ended;
    clearTimeout(force);
    endGroup(child.pid, 'SIGKILL');
  };
  return { child, ended, stop };
}

/** Calls `cleanup` when this process is interrupted; returns what takes the promise back. */
export function onInterrupt(cleanup) {
  installGuard();
  cleanups.add(cleanup);
  return () => cleanups.delete(cleanup);
}

function installGuard() {
  if (guard.installed) return;
  guard.installed = true;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, async () => {
      if (guard.ending) return;
      guard.ending = true;
      const limit = setTimeout(() => process.exit(130), 8000);
      for (const cleanup of cleanups) await Promise.resolve(cleanup()).catch(() => {});
      await Promise.all([...running.values()].map(stop => stop()));
      clearTimeout(limit);
      process.exit(130);
    });
  }
  process.on('exit', () => {
    for (const child of running.keys()) if (child.pid !== undefined) endGroup(child.pid, 'SIGKILL');
  });
}

function endGroup(pid, signal) {
  if (windows) {
    if (signal === 'SIGKILL') spawnSync('taskkill', ['/PID', String(pid), '/T', '/F'], { windowsHide: true });
    else spawnSync('taskkill', ['/PID', String(pid), '/T'], { windowsHide: true });
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone already, which is what was wanted.
  }
}
