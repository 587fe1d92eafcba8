import type { Program } from '../../../program';
import { compile, engineSettings, upload, uploadScalar, type DeviceTensor } from '../../../tensorflow';
import { wavenumbers, type FlowGrid } from './grid';
import { slopeProgram, startProgram, stateMeasures, stateProgram, stepsProgram } from './programs';

/** ν, η and S of the equations. */
export interface FlowConstants {
  readonly viscosity: number;
  readonly resistivity: number;
  readonly coupling: number;
}

export type StateMeasures = Readonly<Record<(typeof stateMeasures)[number], number>>;

/** Real and imaginary parts of the coefficients, component after component. */
export type Coefficients = readonly Float64Array[];

/** A flow on one grid in the engine's memory, with the programs that move it. */
export class FlowMachine {
  private readonly box: readonly DeviceTensor[];
  private readonly constants: readonly DeviceTensor[];
  private state: DeviceTensor[] = [];

  constructor(
    readonly grid: FlowGrid,
    readonly magnetic: boolean,
    { viscosity, resistivity, coupling }: FlowConstants,
  ) {
    // Settings are read when the library is loaded.
    engineSettings();
    this.box = [0, 1, 2].flatMap((axis) => {
      const { k, kept } = wavenumbers(grid, axis);
      const shape = [1, 1, 1].map((one, other) => (other === axis ? k.length : one));
      return [k, kept].map((values) => upload({ element: 'float64', shape }, values));
    });
    this.constants = [viscosity, resistivity, coupling].map((value) => uploadScalar('float64', value));
  }

  /**
   * Takes values on the grid, three components of the velocity and of the magnetic field, as the state.
   * @returns for each of the two, which part of its largest coefficient had a divergence and was taken out
   */
  start(values: readonly Float64Array[]): number[] {
    this.disposeState();
    const shares: number[] = [];
    for (let first = 0; first < values.length; first += 3) {
      const type = { element: 'float64' as const, shape: this.grid.counts };
      const given = values.slice(first, first + 3).map((value) => upload(type, value));
      const results = this.run(startProgram(this.grid), given);
      given.forEach((tensor) => tensor.dispose());
      const [taken, all] = results.splice(6).map((tensor) => {
        const [value] = tensor.read();
        tensor.dispose();
        return value;
      });
      shares.push(all > 0 ? taken / all : 0);
      this.state.push(...results);
    }
    return shares;
  }

  /** Some steps of one width. */
  advance(width: number, count: number): void {
    const inputs = [uploadScalar('float64', width), uploadScalar('int32', count)];
    const next = this.run(stepsProgram(this.grid, this.magnetic), [
      ...this.constants,
      ...inputs,
      ...this.state,
    ]);
    inputs.forEach((tensor) => tensor.dispose());
    this.disposeState();
    this.state = next;
  }

  /** Coefficients of what of the slope of the state is not diffusion. */
  slope(): Coefficients {
    const program = slopeProgram(this.grid, this.magnetic);
    return this.run(program, [this.constants[2], ...this.state]).map((tensor) => {
      const data = tensor.read() as Float64Array;
      tensor.dispose();
      return data;
    });
  }

  /** Coefficients of the state. */
  read(): Coefficients {
    return this.state.map((tensor) => tensor.read() as Float64Array);
  }

  /** Coefficients of the pressure, and what is measured of the state. */
  measure(): { pressure: Coefficients; measures: StateMeasures } {
    const results = this.run(stateProgram(this.grid, this.magnetic), [this.constants[2], ...this.state]);
    const [re, im, numbers] = results.map((tensor) => {
      const data = tensor.read() as Float64Array;
      tensor.dispose();
      return data;
    });
    const measures = Object.fromEntries(stateMeasures.map((name, k) => [name, numbers[k]])) as StateMeasures;
    return { pressure: [re, im], measures };
  }

  dispose(): void {
    for (const tensor of [...this.box, ...this.constants]) tensor.dispose();
    this.disposeState();
  }

  private disposeState(): void {
    this.state.forEach((tensor) => tensor.dispose());
    this.state = [];
  }

  private run(program: Program, inputs: readonly DeviceTensor[]): DeviceTensor[] {
    return compile(program, region).run([...this.box, ...inputs]);
  }
}

/** On the engine's own executor transforms run on all threads; compiled as a whole they take one, after seconds of compiling. */
const region = 'native';
