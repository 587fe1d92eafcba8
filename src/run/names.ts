/** Names inside a run folder. */
export const files = {
  study: 'study.json',
  record: 'run.json',
  labels: 'labels.json',
  losses: 'losses.csv',
  measures: 'measures.csv',
  events: 'events.jsonl',
  log: 'log.txt',
  checkpoints: 'checkpoints',
  start: 'start.ckpt',
  data: 'data',
  lock: 'lock',
} as const;

/** The copy of each data file inside the run folder, told apart where two have the same name. */
export function dataCopies(names: readonly string[]): Record<string, string> {
  const taken = new Set<string>();
  const copies: Record<string, string> = {};
  for (const name of new Set(names)) {
    const plain = (name.split(/[\\/:]/).pop() ?? '').replaceAll(/[^A-Za-z0-9._-]/g, '_') || 'data.csv';
    let copy = plain;
    for (let count = 2; taken.has(copy); count++) copy = `${count}-${plain}`;
    taken.add(copy);
    copies[name] = `${files.data}/${copy}`;
  }
  return copies;
}
