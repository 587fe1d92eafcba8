/**
 * The solver of the lab on studies with solutions in closed form.
 *
 *   node solve.cjs        prints one JSON line for each study
 */
import { solveSystem } from '../../src/pde/reference/solver/method';
import { readSystem } from '../../src/pde/reference/solver/system';
import { finishNow } from '../../src/run';
import { closedForms, largestError, meaningOf } from '../../test/support/closed-forms';

const tolerance = 1e-9;

for (const { name, formula, study, exact, seconds = 60 } of closedForms) {
  const meaning = meaningOf(study);
  const before = process.cpuUsage();
  const system = readSystem(meaning, meaning.parameters);
  const { solution, statedError, resolution } = finishNow(
    solveSystem(system, { tolerance, seconds, progress: () => undefined }),
  );
  const { user, system: kernel } = process.cpuUsage(before);
  const error = largestError(meaning.box, (points) => solution.evaluate(points), exact);
  const row = { name, formula, resolution, statedError, error, seconds: (user + kernel) / 1e6 };
  process.stdout.write(`${JSON.stringify(row)}\n`);
}
