import { execFile, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { randomBytes } from 'node:crypto';

const execute = promisify(execFile);
const programs = ['munged', 'slurmctld', 'slurmd', 'sbatch', 'squeue', 'scancel', 'sinfo'];
/** Debian puts the servers where only the administrator's PATH leads. */
const searched = `${process.env.PATH}:/usr/sbin:/sbin`;
const patience = 60_000;

/** The programs of Slurm that are not on this machine. */
export async function missingPrograms() {
  const found = await Promise.all(
    programs.map((name) =>
      execute('sh', ['-c', `command -v ${name}`], { env: { ...process.env, PATH: searched } }).then(
        () => true,
        () => false,
      ),
    ),
  );
  return programs.filter((_name, index) => !found[index]);
}

/**
 * A cluster of this one machine: a key, a configuration and three servers of its own in a temporary folder, beside
 * whatever else runs here. Needs to be root, since it starts the tasks of users.
 * @returns {Promise<{env: NodeJS.ProcessEnv, version: string, stop: () => Promise<void>}>}
 */
export async function startCluster() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'collocate-slurm-'));
  // The server of keys wants every folder on the way to be its own or public.
  chmodSync(folder, 0o755);
  const inside = (/** @type {string} */ name) => path.join(folder, name);
  for (const name of ['munge', 'state', 'spool']) mkdirSync(inside(name), { mode: 0o755 });
  writeFileSync(inside('munge/key'), randomBytes(128), { mode: 0o400 });
  const [controllerPort, nodePort] = [await freePort(), await freePort()];
  const host = os.hostname();
  const configuration = inside('slurm.conf');
  writeFileSync(
    configuration,
    [
      'ClusterName=check',
      `SlurmctldHost=${host}(127.0.0.1)`,
      `SlurmctldPort=${controllerPort}`,
      `SlurmdPort=${nodePort}`,
      'SlurmUser=root',
      'AuthType=auth/munge',
      'CredType=cred/munge',
      `AuthInfo=socket=${inside('munge/socket')}`,
      `StateSaveLocation=${inside('state')}`,
      `SlurmdSpoolDir=${inside('spool')}`,
      `SlurmctldPidFile=${inside('slurmctld.pid')}`,
      `SlurmdPidFile=${inside('slurmd.pid')}`,
      'ProctrackType=proctrack/pgid',
      'TaskPlugin=task/none',
      'SelectType=select/cons_tres',
      'SelectTypeParameters=CR_Core',
      'JobAcctGatherType=jobacct_gather/none',
      'MpiDefault=none',
      'ReturnToService=2',
      'KillWait=5',
      `NodeName=${host} NodeAddr=127.0.0.1 CPUs=${os.cpus().length} State=UNKNOWN`,
      'PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP',
      '',
    ].join('\n'),
  );
  const env = { ...process.env, PATH: searched, SLURM_CONF: configuration };
  /** @type {import('node:child_process').ChildProcess[]} */
  const servers = [];
  const serve = (/** @type {string} */ program, /** @type {string[]} */ args) => {
    const server = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const said = { text: '' };
    for (const stream of [server.stdout, server.stderr])
      stream.on('data', (text) => (said.text = `${said.text}${text}`.slice(-4000)));
    servers.push(server);
    return () => (server.exitCode === null ? null : `${program} ended with ${server.exitCode}: ${said.text}`);
  };
  const stop = async () => {
    for (const server of servers.reverse()) {
      if (server.exitCode !== null) continue;
      const ended = new Promise((resolve) => server.once('close', resolve));
      server.kill('SIGTERM');
      const late = setTimeout(() => server.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(late);
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const munge = serve('munged', [
      ...['--foreground', '--force', '--key-file', inside('munge/key'), '--socket', inside('munge/socket')],
      ...['--pid-file', inside('munge/pid'), '--seed-file', inside('munge/seed')],
      ...['--log-file', inside('munge/log')],
    ]);
    const munges = () => execute('munge', ['-n', '--socket', inside('munge/socket')]);
    await until(munge, munges);
    const faults = [
      serve('slurmctld', ['-D', '-f', configuration]),
      serve('slurmd', ['-D', '-f', configuration]),
    ];
    const fault = () => faults.map((look) => look()).find((text) => text !== null) ?? null;
    await until(fault, async () => {
      const { stdout } = await execute('sinfo', ['--noheader', '--format=%T'], { env });
      if (stdout.trim() !== 'idle') throw new Error(`the node is ${stdout.trim()}`);
    });
    const { stdout } = await execute('sinfo', ['--version'], { env });
    return { env, version: stdout.trim(), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * Tries until it works; throws when a server has ended, or after a minute.
 * @param {() => string | null} fault
 * @param {() => Promise<unknown>} attempt
 */
async function until(fault, attempt) {
  const limit = Date.now() + patience;
  for (;;) {
    const problem = fault();
    if (problem !== null) throw new Error(problem);
    try {
      await attempt();
      return;
    } catch (error) {
      if (Date.now() > limit) throw error;
      await wait(200);
    }
  }
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
