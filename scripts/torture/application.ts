/**
 * The application without its window: a supervisor that starts the engine process, trains a study or goes on with a
 * run, and follows it. Prints a line of JSON for each state; ends when the run has ended.
 *
 *     node application.cjs ENGINE start STUDY.json
 *     node application.cjs ENGINE resume RUN
 */
import { readFileSync } from 'node:fs';
import { NodeStarter, Supervisor, type RequestMessage, type ServiceMessage } from '../../src/lab';

const [engine = '', task = '', given = ''] = process.argv.slice(2);
const supervisor = new Supervisor(new NodeStarter(engine));
let next = 1;

function ask(method: RequestMessage['method'], parameters: unknown): void {
  connection.post({ type: 'request', id: next++, method, parameters });
}

function tell(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function end(code: number): void {
  void supervisor.close().then(() => process.exit(code));
}

function hear(message: ServiceMessage): void {
  if (message.type === 'refusal') {
    tell({ refusal: message.error.message });
    // Only what was asked for first decides: the supervisor asks for more by itself.
    if (message.id === 1) end(1);
    return;
  }
  if (message.type !== 'event') return;
  const { body, event } = message;
  if (body.kind === 'metrics' || body.kind === 'frame') ask('event.acknowledge', { event });
  if (body.kind === 'engine') tell({ engine: body.state, text: body.text });
  if (body.kind !== 'state') return;
  const { run, state, step } = body.state;
  tell({ run, state, step });
  if (state === 'finished') end(0);
  if (state === 'failed' || state === 'stopped' || state === 'stored') end(1);
}

const connection = supervisor.connect(hear);
supervisor.start();
if (task === 'start') ask('run.start', { study: JSON.parse(readFileSync(given, 'utf8')) as unknown });
else ask('run.resume', { run: given });
