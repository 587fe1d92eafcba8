import { setUpOrExit } from './set-up/steps.mjs';
import { stages } from './test/stages.mjs';

/**
 * `npm test`: every stage, up to the first that fails; with --all, to the end. `npm test -- unit lint` runs only these.
 * The last line counts the tests of all stages.
 */
const args = process.argv.slice(2);
const names = args.filter((argument) => argument !== '--all');
const unknown = names.filter((name) => !stages.some((stage) => stage.name === name));
if (unknown.length > 0) {
  console.error(
    `No such stage: ${unknown.join(', ')}. There are ${stages.map((stage) => stage.name).join(', ')}.`,
  );
  process.exit(2);
}
const chosen = stages.filter((stage) => (names.length === 0 ? !stage.byWish : names.includes(stage.name)));
const most = /** @type {const} */ (['test', 'engine', 'check']).find((need) =>
  chosen.some((stage) => stage.needs === need),
);
await setUpOrExit(most ?? 'test');

let passed = 0;
let failed = 0;
const failures = [];
const checks = ['format', 'lint', 'types', 'imports', 'names'];
for (const stage of chosen) {
  console.log(`\n── ${stage.name}`);
  const started = Date.now();
  const count = await stage.run();
  passed += count.passed;
  failed += count.failed;
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`── ${stage.name}: ${count.failed === 0 ? 'passed' : 'FAILED'} in ${seconds} s`);
  if (count.failed === 0) continue;
  failures.push(stage.name);
  if (!args.includes('--all')) break;
}

const onlyChecks = chosen.every((stage) => checks.includes(stage.name));
if (failures.length > 0) console.log(`\nFailed: ${failures.join(', ')}.`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || (passed === 0 && !onlyChecks) ? 1 : 0;
