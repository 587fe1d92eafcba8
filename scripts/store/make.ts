/** Makes a store of many runs: `node make.cjs FOLDER COUNT`. Each is a folder as a run leaves it, without checkpoints. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gallery, parseAnyStudy, studyText } from '../../src/study';
import { newRunName, recordVersion, type RunRecord } from '../../src/run';
import { recordText } from '../../src/run/record';

const [store = '', count = '0'] = process.argv.slice(2);
const studies = gallery.flatMap(({ study }) => {
  const parsed = parseAnyStudy(study);
  return parsed.ok && parsed.study.lab !== 'sequence' ? [parsed.study] : [];
});
const day = 86_400_000;

for (let index = 0; index < Number(count); index++) {
  const base = studies[index % studies.length];
  if (base === undefined) break;
  const study = { ...base, seed: index, network: { ...base.network, width: 10 + (index % 7) * 10 } };
  const created = new Date(Date.UTC(2026, 0, 1) + index * (day / 50));
  const run = newRunName(study.title, created);
  const folder = path.join(store, run);
  const loss = 10 ** -(index % 12) * (1 + (index % 97) / 97);
  const terms = study.equations.map((_, k) => ({ name: `equation ${k + 1}`, group: 'equations' as const }));
  const steps = study.training.phases.reduce((sum, phase) => sum + phase.steps, 0);
  const record: RunRecord = {
    collocate: recordVersion,
    run,
    title: study.title,
    created: created.toISOString(),
    ended: created.toISOString(),
    versions: { collocate: '0.1.0', tensorflow: '2.9.1', node: process.versions.node },
    device: 'cpu',
    deviceName: 'CPU',
    system: 'linux x64',
    threads: 2,
    precision: study.training.precision,
    seed: index,
    steps: null,
    seconds: null,
    checkpointEvery: study.training.checkpointEvery,
    outcome: index % 10 === 0 ? 'stopped' : 'finished',
    message: 'All steps are done.',
    progress: { step: steps, totalSteps: steps, seconds: 60 + (index % 600) },
    phases: study.training.phases.map(({ optimiser, steps: own }) => ({ optimiser, steps: own })),
    terms,
    fields: study.fields,
    unknowns: [],
    measures: [],
    measured: { errors: study.fields, weights: [], validation: [] },
    fieldScales: {},
    parameterCount: 1000 + index,
    dataFiles: {},
    last: {
      loss,
      terms: terms.map(() => loss),
      freshRatio: 1.1,
      errors: Object.fromEntries(study.fields.map((field) => [field, Math.sqrt(loss)])),
      inferred: {},
      values: {},
      weights: {},
      validation: {},
    },
    warnings: [],
    parametersSha256: '0'.repeat(64),
    best: null,
    lengthened: [],
    start: null,
    sweep: index % 3 === 0 ? `sweep-${index % 30}` : null,
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'study.json'), studyText(study));
  writeFileSync(path.join(folder, 'run.json'), recordText(record));
  if (index % 5 === 0) {
    const labels = { collocate: 1, tags: [index % 2 === 0 ? 'paper' : 'draft'], notes: `run ${index}` };
    writeFileSync(path.join(folder, 'labels.json'), JSON.stringify(labels));
  }
}
