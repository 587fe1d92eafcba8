/**
 * The solver of flows on its cases, as the engine computes them.
 *
 *   node measured.cjs FILE        writes one JSON document for check-spectral.mjs and judge.py
 */
import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { flowGrid, wavenumbers } from '../../src/pde/reference/flow/grid';
import { FlowMachine } from '../../src/pde/reference/flow/machine';
import { configureEngine } from '../../src/tensorflow';
import { machineOf, orszagTang, regression, taylorGreen, type CubeFlow } from '../../test/support/flows';
import { randomElements } from '../../test/support/random';

const threads = availableParallelism();
configureEngine({ threads, device: 'cpu' });
const say = (text: string) => void process.stderr.write(`${text}\n`);

/** Energies at some times, with the seconds that the steps took. */
function run(flow: CubeFlow, n: number, width: number, times: readonly number[]) {
  const machine = machineOf(n, flow);
  machine.advance(width, 0);
  let steps = 0;
  let seconds = 0;
  let processor = 0;
  const rows = times.map((time) => {
    const count = Math.round(time / width) - steps;
    const [begun, used] = [performance.now(), process.cpuUsage()];
    machine.advance(width, count);
    seconds += (performance.now() - begun) / 1000;
    const { user, system } = process.cpuUsage(used);
    processor += (user + system) / 1e6;
    steps += count;
    const { measures } = machine.measure();
    say(`${flow.name}, ${n}³, t = ${time}: ${measures['kinetic energy']} ${measures['magnetic energy']}`);
    return {
      time,
      kinetic: measures['kinetic energy'],
      magnetic: measures['magnetic energy'],
      current: measures['largest current'],
    };
  });
  machine.dispose();
  return { name: flow.name, points: n, width, steps, seconds, processor, rows };
}

/** The largest error after the same time with more and more steps, beside a run with many more. */
function orders() {
  const flow = { ...regression, constants: { viscosity: 0.01, resistivity: 0.02, coupling: 1 } };
  const solved = [10, 20, 40, 80, 640].map((steps) => {
    const machine = machineOf(16, flow);
    machine.advance(1 / steps, steps);
    const state = machine.read();
    machine.dispose();
    return { steps, state };
  });
  const { state: finest } = solved.pop()!;
  return solved.map(({ steps, state }) => ({
    steps,
    error:
      Math.max(
        ...state.map((part, k) => part.reduce((most, x, i) => Math.max(most, Math.abs(x - finest[k][i])), 0)),
      ) /
      16 ** 3,
  }));
}

/** One slope of random fields in a box with three different sides and counts. */
function slope() {
  const counts = [12, 16, 18];
  const lengths = [1, 2.5, 2 * Math.PI];
  const coupling = 0.7;
  const grid = flowGrid(counts, lengths);
  const machine = new FlowMachine(grid, true, { viscosity: 0, resistivity: 0, coupling });
  machine.start([1, 2, 3, 4, 5, 6].map((seed) => randomElements(counts, seed)));
  const state = machine.read().map((part) => [...part]);
  const slopes = machine.slope().map((part) => [...part]);
  const pressure = machine.measure().pressure.map((part) => [...part]);
  machine.dispose();
  const kept = [0, 1, 2].map((axis) => [...wavenumbers(grid, axis).kept]);
  return { counts, lengths, coupling, kept, state, slopes, pressure };
}

const result = {
  processor: cpus()[0].model,
  threads,
  runs: [
    ...[16, 32].map((n) => run(regression, n, 0.01, [0.1])),
    run(orszagTang, 64, 0.005, [0.25, 0.5, 0.75, 1]),
    run(taylorGreen, 64, 0.01, [0.5, 1, 1.5, 2]),
  ],
  orders: orders(),
  slope: slope(),
};
writeFileSync(process.argv[2], JSON.stringify(result));
